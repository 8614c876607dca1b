import assert from 'node:assert/strict';
import { test } from 'node:test';

import { firstFrame, moved, resized, SHORTEST } from '../../frontend/js/crop/cropframe.js';
import { frameAfterKey } from '../../frontend/js/crop/cropkeys.js';

const PICTURE = { width: 1000, height: 500 };
const FRAME = { x: 100, y: 100, width: 300, height: 200 };
const key = (name, more = {}) => frameAfterKey({ key: name, shiftKey: false, altKey: false, ...more }, FRAME, PICTURE);

test('the first frame shows that it is one, and is all of a tiny picture', () => {
  assert.deepEqual(firstFrame(PICTURE), { x: 80, y: 40, width: 840, height: 420 });
  assert.deepEqual(firstFrame({ width: 20, height: 30 }), { x: 0, y: 0, width: 20, height: 30 });
});

test('it moves, and stops at the edges', () => {
  assert.deepEqual(moved(FRAME, 10, -20, PICTURE), { ...FRAME, x: 110, y: 80 });
  assert.deepEqual(moved(FRAME, -900, 900, PICTURE), { ...FRAME, x: 0, y: 300 });
});

test('each grip moves its own sides', () => {
  assert.deepEqual(resized(FRAME, { x: -1, y: 1 }, 10, 20, PICTURE), { x: 110, y: 100, width: 290, height: 220 });
  assert.deepEqual(resized(FRAME, { x: 1, y: 0 }, 10, 20, PICTURE), { ...FRAME, width: 310 });
  assert.deepEqual(resized(FRAME, { x: 1, y: 1 }, 9999, 9999, PICTURE), { ...FRAME, width: 900, height: 400 });
});

test('it never turns inside out, nor grows over a tiny picture', () => {
  assert.deepEqual(resized(FRAME, { x: -1, y: -1 }, 999, 999, PICTURE),
    { x: 400 - SHORTEST, y: 300 - SHORTEST, width: SHORTEST, height: SHORTEST });
  const tiny = { width: 20, height: 20 };
  assert.deepEqual(resized(firstFrame(tiny), { x: 1, y: 1 }, -9, -9, tiny), { x: 0, y: 0, width: 20, height: 20 });
});

test('arrows move it, with Shift they resize it, with Alt by one pixel', () => {
  assert.deepEqual(key('ArrowRight'), { ...FRAME, x: 120 });
  assert.deepEqual(key('ArrowUp', { altKey: true }), { ...FRAME, y: 99 });
  assert.deepEqual(key('ArrowDown', { shiftKey: true }), { ...FRAME, height: 220 });
  assert.deepEqual(key('ArrowLeft', { shiftKey: true, altKey: true }), { ...FRAME, width: 299 });
  for (const other of ['Enter', 'Tab', 'toString']) assert.equal(key(other), null);
});
