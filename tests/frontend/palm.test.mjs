import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createPalm } from '../../frontend/js/palm.js';

const contact = (pointerType, timeStamp, width = 20) => ({ pointerType, timeStamp, width, height: 20 });

test('a fingertip is no palm, and the edge of a hand is one', () => {
  const palm = createPalm();
  assert.equal(palm.isPalm(contact('touch', 0)), false);
  assert.equal(palm.isPalm(contact('touch', 0, 90)), true);
});

test('while a stylus is near and shortly after, every touch is a palm', () => {
  const palm = createPalm();
  palm.see(contact('touch', 900));
  assert.equal(palm.isPalm(contact('touch', 950)), false);
  palm.see(contact('pen', 1_000));
  assert.equal(palm.isPalm(contact('touch', 1_200)), true);
  assert.equal(palm.isPalm(contact('touch', 2_400)), true);
  assert.equal(palm.isPalm(contact('touch', 2_600)), false);
});

test('a stylus and a mouse are never palms, however broad they say they are', () => {
  const palm = createPalm();
  palm.see(contact('pen', 0));
  assert.equal(palm.isPalm(contact('pen', 1, 200)), false);
  assert.equal(palm.isPalm(contact('mouse', 1, 200)), false);
});
