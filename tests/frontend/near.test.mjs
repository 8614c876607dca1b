import assert from 'node:assert/strict';
import { test } from 'node:test';

import { distance, strokesNear } from '../../frontend/js/near.js';

const at = (x, y) => ({ x, y, t: 0 });
const way = (x1, y1, x2, y2) => ({ from: { x: x1, y: y1 }, to: { x: x2, y: y2 } });
const THIN = { kind: 'pen', size: 0 }; // 22 units wide
const BROAD = { kind: 'marker', size: 3 };

test('pieces that cross have no distance', () => {
  assert.equal(distance(way(0, 0, 10, 10), way(0, 10, 10, 0)), 0);
});

test('pieces that do not cross are as far apart as their nearest places', () => {
  assert.equal(distance(way(0, 0, 10, 0), way(0, 5, 10, 5)), 5);
  assert.equal(distance(way(0, 0, 10, 0), way(13, 4, 20, 4)), 5);
  assert.equal(distance(way(3, 4, 3, 4), way(0, 0, 0, 0)), 5);
});

test('a quick eraser misses no stroke between two events', () => {
  const sheet = { strokes: [[at(500, 0), at(500, 1000)], [at(0, 900), at(100, 900)]], nibs: [THIN, THIN] };
  assert.deepEqual(strokesNear(sheet, way(0, 500, 1000, 500), 5), new Set([0]));
});

test('it reaches as far as the ink is wide', () => {
  const sheet = { strokes: [[at(0, 0), at(100, 0)], [at(0, 0), at(100, 0)]], nibs: [THIN, BROAD] };
  assert.deepEqual(strokesNear(sheet, way(50, 40, 50, 40), 0), new Set([1]));
});

test('a dot can be erased, and a blank sheet has nothing to erase', () => {
  assert.deepEqual(strokesNear({ strokes: [[at(5, 5)]], nibs: [THIN] }, way(5, 8, 5, 8), 0), new Set([0]));
  assert.equal(strokesNear({ strokes: [], nibs: [] }, way(0, 0, 1, 1), 100).size, 0);
});
