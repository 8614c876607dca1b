import assert from 'node:assert/strict';
import { test } from 'node:test';

import { capsule } from '../../frontend/js/capsule.js';
import { grainOpacities } from '../../frontend/js/grain.js';
import { isPressed, traceLine, traceSpine } from '../../frontend/js/inkpath.js';
import { smoothed } from '../../frontend/js/smooth.js';
import { spineOf } from '../../frontend/js/spine.js';

const LOOK = { width: 40, thinning: 0.5 };
const at = (x, y, pressure) => ({ x, y, t: x, ...(pressure === undefined ? {} : { pressure }) });

test('smoothing keeps both ends and pulls the rest towards their neighbours', () => {
  const [first, middle, last] = smoothed([at(0, 0), at(10, 8), at(20, 0)]);
  assert.deepEqual([first.y, middle.y, last.y], [0, 4, 0]);
});

test('a straight line at an even pace is smooth already', () => {
  const line = [0, 10, 20, 30].map((x) => at(x, x, 0.5));
  assert.deepEqual(smoothed(line), line);
});

test('when a stroke grows, only its last two points move', () => {
  const places = [[0, 0], [10, 3], [20, -2], [30, 4], [40, 1]].map(([x, y]) => at(x, y));
  assert.deepEqual(smoothed(places).slice(0, 3), smoothed(places.slice(0, 4)).slice(0, 3));
});

test('the harder the hand presses, the wider the ink', () => {
  const radii = [0, 0.5, 1].map((pressure) => spineOf([at(0, 0, pressure)], LOOK)[0].radius);
  assert.deepEqual(radii, [10, 20, 30]);
  assert.equal(spineOf([at(0, 0)], LOOK)[0].radius, 20, 'a mouse writes as wide as the pen says');
});

test('the ink has no steps: places lie close, and widths change little by little', () => {
  const spine = spineOf([at(0, 0, 0.2), at(100, 0, 0.9), at(200, 100, 0.1), at(200, 300, 0.6)], LOOK);
  for (const [index, { x, y, radius }] of spine.slice(1).entries()) {
    assert.ok(Math.hypot(x - spine[index].x, y - spine[index].y) <= 10.01);
    assert.ok(Math.abs(radius - spine[index].radius) < 3);
  }
  assert.deepEqual([spine[0].x, spine.at(-1).x, spine.at(-1).y], [0, 200, 300], 'from where the pen came down to where it left');
});

test('the outline of two discs leaves each where the line that joins them touches it', () => {
  const [a, b] = [{ x: 0, y: 0, radius: 10 }, { x: 30, y: 40, radius: 4 }];
  const [start, end] = capsule(a, b);
  for (const [from, to] of [[start.to, end.from], [end.to, start.from]]) {
    const [p, q] = [on(a, from), on(b, to)];
    for (const [centre, touch] of [[a, p], [b, q]]) {
      const across = (q.x - p.x) * (touch.x - centre.x) + (q.y - p.y) * (touch.y - centre.y);
      assert.ok(Math.abs(across) < 1e-9, 'at right angles to the radius');
    }
  }
  assert.ok(start.to > start.from && end.to > end.from, 'both turn the same way');
});

const on = ({ x, y, radius }, angle) => ({ x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) });

test('a disc inside another, and a dot, are one circle', () => {
  const large = { x: 0, y: 0, radius: 10 };
  for (const pair of [[large, { x: 2, y: 0, radius: 3 }], [{ x: 2, y: 0, radius: 3 }, large], [large, large]]) {
    const [circle, none] = capsule(...pair);
    assert.equal(none, undefined);
    assert.equal(circle.radius, 10);
    assert.equal(circle.to - circle.from, 2 * Math.PI);
  }
});

test('ink is traced piece by piece, and a line of one width as one curve', () => {
  const calls = [];
  const noting = new Proxy({}, { get: (_, name) => (...values) => calls.push([name, ...values]) });
  traceSpine(noting, [{ x: 0, y: 0, radius: 5 }, { x: 10, y: 0, radius: 5 }, { x: 20, y: 0, radius: 5 }]);
  assert.deepEqual(calls.map(([name]) => name), ['moveTo', 'arc', 'arc', 'closePath', 'moveTo', 'arc', 'arc', 'closePath']);
  calls.length = 0;
  traceLine(noting, [at(0, 0), at(10, 0), at(20, 10)]);
  assert.deepEqual(calls, [['moveTo', 0, 0], ['quadraticCurveTo', 10, 0, 15, 5], ['quadraticCurveTo', 20, 10, 20, 10]]);
  assert.ok(isPressed([at(0, 0, 0.5)]) && !isPressed([at(0, 0)]));
});

test('the grain of paper is never bare and the same each time', () => {
  const opacities = grainOpacities();
  assert.ok(opacities.every((value) => value > 0.25 && value <= 1));
  assert.deepEqual(opacities, grainOpacities());
});
