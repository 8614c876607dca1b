/** Drawings of a hand, for the tests that want some. */

import { readFileSync } from 'node:fs';

/** Sheet units: each digit is so high, and they stand so far apart. */
const HEIGHT = 600;
const PITCH = 650;

const drawings = readFileSync(new URL('../contract/drawings.jsonl', import.meta.url), 'utf8').trim().split('\n')
  .map((line) => JSON.parse(line));

/** @type {Record<number, {x: number, y: number, t: number}[][]>} by the number that is written */
export const HAND = { 7: [...digitAt(7, 0)], 407: [4, 0, 7].flatMap(digitAt) };

/** The first drawing of a digit, as high as people write on the sheet. */
function digitAt(digit, column) {
  const { strokes } = drawings.find((drawing) => drawing.digit === digit);
  const [left, top] = ['x', 'y'].map((axis) => Math.min(...strokes.flatMap((stroke) => stroke[axis])));
  const scale = HEIGHT / (Math.max(...strokes.flatMap(({ y }) => y)) - top);
  return strokes.map(({ x, y, t }) => x.map((_, index) => ({
    x: 100 + column * PITCH + (x[index] - left) * scale,
    y: 200 + (y[index] - top) * scale,
    t: t[index],
  })));
}

/** From a point to the nearest place on the straight lines between points. */
export function distanceToLine(point, line) {
  if (line.length === 1) return Math.hypot(point.x - line[0].x, point.y - line[0].y);
  return Math.min(...line.slice(1).map((end, index) => distanceToSegment(point, line[index], end)));
}

function distanceToSegment({ x, y }, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const part = Math.min(Math.max(((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1), 0), 1);
  return Math.hypot(x - from.x - part * dx, y - from.y - part * dy);
}
