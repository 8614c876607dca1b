import assert from 'node:assert/strict';
import { test } from 'node:test';

import { around, covers, grown, holds } from '../../frontend/js/box.js';
import { curveOf } from '../../frontend/js/curve.js';
import { extentOf } from '../../frontend/js/extent.js';
import { fitInto } from '../../frontend/js/fit.js';

const [a, b] = [{ x: 0, y: 0 }, { x: 10, y: 0 }];

test('one place is a dot, two are a straight line', () => {
  assert.deepEqual(curveOf([a]), { start: a, curves: [{ control: a, end: a }] });
  assert.deepEqual(curveOf([a, b]), { start: a, curves: [{ control: b, end: b }] });
});

test('curves bend at the samples and meet halfway between them', () => {
  const line = [0, 10, 20, 30].map((x) => ({ x, y: 0, pressure: x / 30 }));
  assert.deepEqual(curveOf(line), {
    start: line[0],
    curves: [
      { control: line[1], end: { x: 15, y: 0, pressure: 0.5 } },
      { control: line[2], end: { x: 25, y: 0, pressure: (2 / 3 + 1) / 2 } },
      { control: line[3], end: line[3] },
    ],
  });
});

test('the parts of a line make up the whole', () => {
  const stroke = Array.from({ length: 20 }, (_, i) => ({ x: i * 10, y: 30 * Math.sin(i), t: i, pressure: i / 20 }));
  const parts = [curveOf(stroke, 0, 8), curveOf(stroke, 8, 15), curveOf(stroke, 15, 20)];
  assert.deepEqual(parts.flatMap(({ curves }) => curves), curveOf(stroke).curves);
  for (const [index, { start }] of parts.slice(1).entries()) assert.deepEqual(place(start), place(parts[index].curves.at(-1).end));
});

const place = ({ x, y, pressure }) => ({ x, y, pressure });

test('a picture keeps its shape in the middle of its room', () => {
  const square = { x: 0, y: 0, width: 1000, height: 1000 };
  assert.deepEqual(fitInto({ width: 400, height: 200 }, square, 100), { x: 100, y: 300, width: 800, height: 400 });
  assert.deepEqual(fitInto({ width: 1, height: 2 }, square, 0), { x: 250, y: 0, width: 500, height: 1000 });
  const wide = { x: -1000, y: 0, width: 3000, height: 1000 };
  assert.deepEqual(fitInto({ width: 50, height: 100 }, wide, 100), { x: 300, y: 100, width: 400, height: 800 });
});

test('boxes grow, hold and cover', () => {
  const box = { x: 10, y: 20, width: 30, height: 40 };
  assert.deepEqual(grown(box, 5), { x: 5, y: 15, width: 40, height: 50 });
  assert.ok(holds(grown(box, 5), box));
  assert.ok(holds(box, box));
  assert.ok(!holds(box, grown(box, 1)));
  assert.ok(covers(box, { x: 40, y: 20 }));
  assert.ok(!covers(box, { x: 41, y: 20 }));
  assert.deepEqual(around(box, { x: 0, y: 50, width: 5, height: 50 }), { x: 0, y: 20, width: 40, height: 80 });
});

test('the extent of a drawing is that of its points', () => {
  assert.equal(extentOf([]), null);
  assert.deepEqual(extentOf([[a, b], [{ x: -5, y: 30 }]]), { x: -5, y: 0, width: 15, height: 30 });
});
