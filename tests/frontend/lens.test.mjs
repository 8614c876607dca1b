import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LARGEST_SCALE, NO_LENS, panned, seenThrough, zoomed } from '../../frontend/js/lens.js';
import { pinched } from '../../frontend/js/pinch.js';
import { placeInView } from '../../frontend/js/view.js';

const HOME = { x: -1000, y: 0, width: 3000, height: 1000 };
const under = (lens, part) => placeInView(seenThrough(HOME, lens), part);
const near = (a, b) => assert.ok(Math.hypot(a.x - b.x, a.y - b.y) < 1e-9, `${JSON.stringify(a)} is not ${JSON.stringify(b)}`);

test('without a lens the home view is seen', () => {
  assert.deepEqual(seenThrough(HOME, NO_LENS), HOME);
});

test('the paper under the pointer stays there', () => {
  const part = { x: 0.3, y: 0.6 };
  const closer = zoomed(NO_LENS, 2, part);
  near(under(closer, part), under(NO_LENS, part));
  near(under(zoomed(closer, 1.5, part), part), under(NO_LENS, part));
});

test('the lens never leaves the home view', () => {
  const corner = panned(zoomed(NO_LENS, 4, { x: 0, y: 0 }), { x: 1, y: 1 });
  assert.deepEqual(corner, { scale: 4, x: 0, y: 0 });
  const other = panned(corner, { x: -99, y: -99 });
  assert.deepEqual(other, { scale: 4, x: 0.75, y: 0.75 });
  assert.deepEqual(zoomed(other, 0.01, { x: 0.5, y: 0.5 }), NO_LENS);
  assert.equal(zoomed(other, 99, { x: 0.5, y: 0.5 }).scale, LARGEST_SCALE);
});

test('the paper stays under both fingers', () => {
  const [before, after] = [[{ x: 0.4, y: 0.4 }, { x: 0.6, y: 0.6 }], [{ x: 0.2, y: 0.3 }, { x: 0.8, y: 0.9 }]];
  const lens = pinched(NO_LENS, before, after, 3);
  assert.ok(Math.abs(lens.scale - 3) < 1e-9);
  for (const finger of [0, 1]) near(under(lens, after[finger]), under(NO_LENS, before[finger]));
});

test('two fingers in one place zoom nothing', () => {
  const together = [{ x: 0.5, y: 0.5 }, { x: 0.5, y: 0.5 }];
  assert.deepEqual(pinched(NO_LENS, together, [{ x: 0, y: 0 }, { x: 1, y: 1 }], 1), NO_LENS);
});
