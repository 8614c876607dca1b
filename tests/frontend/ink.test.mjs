import assert from 'node:assert/strict';
import { test } from 'node:test';

import { curveOf } from '../../frontend/js/curve.js';
import { foreseen } from '../../frontend/js/foresee.js';
import { grainOpacities } from '../../frontend/js/grain.js';
import { spansOf, traceLine, traceRibbon } from '../../frontend/js/inkparts.js';
import { ribbonOf } from '../../frontend/js/ribbon.js';
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
  const radii = [0, 0.5, 1].map((pressure) => spineOf(curveOf([at(0, 0, pressure)]), LOOK)[0].radius);
  assert.deepEqual(radii, [10, 20, 30]);
  assert.equal(spineOf(curveOf([at(0, 0)]), LOOK)[0].radius, 20, 'a mouse writes as wide as the pen says');
});

test('the ink has no corners that the hand did not make, and its width changes little by little', () => {
  const spine = spineOf(curveOf([at(0, 0, 0.2), at(100, 0, 0.9), at(200, 100, 0.1), at(200, 300, 0.6)]), LOOK);
  const turns = spine.slice(2).map((end, i) => Math.abs(bearing(spine[i + 1], end) - bearing(spine[i], spine[i + 1])));
  assert.ok(Math.max(...turns) < 0.2);
  for (const [index, { radius }] of spine.slice(1).entries()) assert.ok(Math.abs(radius - spine[index].radius) < 3);
  assert.deepEqual([spine[0].x, spine.at(-1).x, spine.at(-1).y], [0, 200, 300], 'from where the pen came down to where it left');
});

const bearing = (from, to) => Math.atan2(to.y - from.y, to.x - from.x);

test('a straight line needs few pieces', () => {
  const line = [0, 100, 200, 300].map((x) => at(x, 0, 0.5));
  assert.ok(spineOf(curveOf(line), LOOK).length <= 16);
});

const area = (corners) => corners.reduce((sum, { x, y }, i) => {
  const next = corners[(i + 1) % corners.length];
  return sum + (x * next.y - next.x * y) / 2;
}, 0);

/** Whether ink covers a place, by the rule of the canvas: it is wound around more than not at all. */
function winding({ pieces, discs }, place) {
  const turned = pieces.map((corners) => {
    const inside = corners.every((a, i) => {
      const b = corners[(i + 1) % corners.length];
      return (b.x - a.x) * (place.y - a.y) - (b.y - a.y) * (place.x - a.x) >= 0;
    });
    return inside ? 1 : 0;
  });
  const round = discs.map(({ x, y, radius }) => (Math.hypot(place.x - x, place.y - y) <= radius ? 1 : 0));
  return [...turned, ...round].reduce((sum, value) => sum + value, 0);
}

test('a straight piece is as wide as its ends', () => {
  const { pieces, discs } = ribbonOf([{ x: 0, y: 0, radius: 5 }, { x: 100, y: 0, radius: 10 }]);
  assert.deepEqual(pieces.map(area), [1500]);
  assert.equal(discs.length, 2, 'both ends are round');
});

test('a loop tighter than the pen is wide has no hole', () => {
  const circle = Array.from({ length: 25 }, (_, i) => ({ x: 4 * Math.cos(i / 4), y: 4 * Math.sin(i / 4), radius: 20 }));
  const ribbon = ribbonOf(circle);
  assert.ok(ribbon.pieces.every((piece) => area(piece) >= 0), 'all turn the same way');
  for (const place of [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 0, y: -15 }, { x: -22, y: 0 }]) assert.ok(winding(ribbon, place) > 0);
});

test('a sharp turn is round outside', () => {
  const ribbon = ribbonOf([{ x: 0, y: 0, radius: 10 }, { x: 100, y: 0, radius: 10 }, { x: 0, y: 1, radius: 10 }]);
  assert.equal(ribbon.discs.length, 3);
  assert.ok(winding(ribbon, { x: 109, y: 0 }) > 0);
});

test('a dot is a disc', () => {
  assert.deepEqual(ribbonOf([{ x: 5, y: 6, radius: 7 }]), { pieces: [], discs: [{ x: 5, y: 6, radius: 7 }] });
});

test('ink is traced piece by piece, and a line of one width as one curve', () => {
  const calls = [];
  const noting = new Proxy({}, { get: (_, name) => (...values) => calls.push([name, ...values]) });
  traceRibbon(noting, { pieces: [[at(0, 0), at(1, 0), at(0, 1)]], discs: [{ x: 5, y: 6, radius: 7 }] });
  assert.deepEqual(calls.map(([name]) => name), ['moveTo', 'lineTo', 'lineTo', 'closePath', 'moveTo', 'arc']);
  calls.length = 0;
  traceLine(noting, curveOf([at(0, 0), at(10, 0), at(20, 0)]));
  assert.deepEqual(calls, [['moveTo', 0, 0], ['quadraticCurveTo', 10, 0, 15, 0], ['quadraticCurveTo', 20, 0, 20, 0]]);
});

test('the grain of paper is never bare and the same each time', () => {
  const opacities = grainOpacities();
  assert.ok(opacities.every((value) => value > 0.25 && value <= 1));
  assert.deepEqual(opacities, grainOpacities());
});

const PEN = { kind: 'pen', size: 1 };

test('a stroke is painted in parts that stay, and a last one that grows', () => {
  const stroke = Array.from({ length: 80 }, (_, x) => at(x, 0, 0.5));
  assert.deepEqual(spansOf(stroke, PEN, 80), [
    { from: 0, to: 32, last: false },
    { from: 32, to: 64, last: false },
    { from: 64, to: 80, last: true },
  ]);
  assert.equal(spansOf(stroke, PEN, 65).length, 2, 'what is only foreseen settles nothing');
  assert.equal(spansOf(stroke.slice(0, 1), PEN, 1).length, 1);
});

test('a translucent line is one part, so that it is nowhere darker', () => {
  const stroke = Array.from({ length: 80 }, (_, x) => at(x, 0));
  assert.equal(spansOf(stroke, { kind: 'marker', size: 1 }, 80).length, 1);
  assert.equal(spansOf(stroke, { kind: 'pencil', size: 1 }, 80).length, 1);
});

test('what is foreseen is told from what is drawn', () => {
  const strokes = [[at(0, 0)], [at(10, 0), at(20, 0)]];
  assert.deepEqual(foreseen(strokes, [at(30, 0)]), { strokes: [strokes[0], [at(10, 0), at(20, 0), at(30, 0)]], drawn: 2 });
  assert.equal(foreseen(strokes, []), null);
  assert.equal(foreseen([], [at(30, 0)]), null);
});
