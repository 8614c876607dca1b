import assert from 'node:assert/strict';
import { test } from 'node:test';

import { moved } from '../../frontend/js/choice.js';
import { addressOf, modeOf } from '../../frontend/js/mode.js';

test('the address says what the sheet is read as', () => {
  assert.equal(modeOf('#number'), 'number');
  for (const hash of ['', '#', '#digit', '#else']) assert.equal(modeOf(hash), 'digit');
});

test('the mode goes into the address and leaves the rest of it', () => {
  const page = { pathname: '/digits/', search: '?a=1' };
  assert.equal(addressOf('number', page), '/digits/?a=1#number');
  assert.equal(addressOf('digit', page), '/digits/?a=1');
});

test('arrows go round the choices, other keys nowhere', () => {
  assert.equal(moved(0, 'ArrowRight', 2), 1);
  assert.equal(moved(1, 'ArrowDown', 2), 0);
  assert.equal(moved(0, 'ArrowLeft', 3), 2);
  assert.equal(moved(2, 'ArrowUp', 3), 1);
  for (const key of ['Enter', 'Tab', 'a']) assert.equal(moved(1, key, 3), 1);
});
