import assert from 'node:assert/strict';
import { test } from 'node:test';

import { extendStroke, MIN_STEP, toWire } from '../../frontend/js/stroke.js';

test('points that do not move on are left out', () => {
  const stroke = [{ x: 0, y: 0, t: 0 }];
  const near = { x: MIN_STEP / 2, y: 0, t: 1 };
  const far = { x: MIN_STEP, y: 0, t: 2 };
  assert.deepEqual(extendStroke(stroke, [near, near, far, far]), [...stroke, far]);
});

test('a slow hand is followed: the distance counts from the last point kept', () => {
  const crawl = Array.from({ length: 10 }, (_, index) => ({ x: (index + 1) * MIN_STEP * 0.5, y: 0, t: index }));
  assert.equal(extendStroke([{ x: 0, y: 0, t: 0 }], crawl).length, 6);
});

test('the wire has parallel lists, tenths of a unit and time from the first point', () => {
  const strokes = [[{ x: 1.26, y: 2, t: 100.4 }, { x: 3, y: 4.04, t: 116.9 }], [{ x: 5, y: 6, t: 300 }]];
  assert.deepEqual(toWire(strokes), [
    { x: [1.3, 3], y: [2, 4], t: [0, 17] },
    { x: [5], y: [6], t: [200] },
  ]);
});
