import assert from 'node:assert/strict';
import { test } from 'node:test';

import { mayBeImage } from '../../frontend/js/intake.js';
import { isTooLarge, LONGEST_SIDE, MOST_BYTES, sizeToSend } from '../../frontend/js/files/size.js';

test('a photo of a phone is made smaller and keeps its shape', () => {
  assert.ok(isTooLarge({ width: 4032, height: 3024 }, 3e6));
  assert.deepEqual(sizeToSend({ width: 4032, height: 3024 }), { width: LONGEST_SIDE, height: 1920 });
  assert.deepEqual(sizeToSend({ width: 1, height: 90_000 }), { width: 1, height: LONGEST_SIDE });
});

test('a small picture stays as it is, unless its file is heavy', () => {
  const small = { width: 800, height: 600 };
  assert.equal(isTooLarge(small, 1000), false);
  assert.ok(isTooLarge(small, MOST_BYTES + 1));
  assert.deepEqual(sizeToSend(small), small);
});

test('what is an image, or may be one', () => {
  const file = (name, type = '') => new File([''], name, { type });
  for (const image of [file('a', 'image/png'), file('a.heic'), file('scan')]) assert.ok(mayBeImage(image), image.name);
  for (const other of [file('a.png', 'text/plain'), file('a.csv'), file('a', 'application/pdf')]) {
    assert.equal(mayBeImage(other), false, other.name);
  }
});
