import assert from 'node:assert/strict';
import { test } from 'node:test';

import { smoothCurve } from '../../frontend/js/curve.js';
import { fitInto } from '../../frontend/js/fit.js';

const [a, b, c, d] = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }, { x: 0, y: 10 }];

test('one place is a dot, two are a straight line', () => {
  assert.deepEqual(smoothCurve([a]), [{ control: a, end: a }]);
  assert.deepEqual(smoothCurve([a, b]), [{ control: b, end: b }]);
});

test('curves bend at the samples and meet halfway between them', () => {
  assert.deepEqual(smoothCurve([a, b, c, d]), [
    { control: b, end: { x: 10, y: 5 } },
    { control: c, end: { x: 5, y: 10 } },
    { control: d, end: d },
  ]);
});

test('a picture keeps its shape in the middle of the square', () => {
  assert.deepEqual(fitInto(400, 200, 1000, 100), { x: 100, y: 300, width: 800, height: 400 });
  assert.deepEqual(fitInto(1, 2, 1000, 0), { x: 250, y: 0, width: 500, height: 1000 });
});
