/**
 * A smooth line through the samples of a hand: each smoothed sample becomes the control point of a quadratic curve
 * that ends halfway to the next one, so neighbouring curves meet with the same tangent.
 *
 * @typedef {import('./stroke.js').Point} Point
 * @typedef {{control: Point, end: Point}} Curve
 * @typedef {{start: Point, curves: Curve[]}} Line  to be drawn one after the other
 */

import { smoothed } from './smooth.js';

/**
 * @param {import('./stroke.js').Stroke} stroke  at least one point; a single one gives a dot
 * @param {number} [from]  for a part of it, which joins smoothly with the parts before and after: the first point's place
 * @param {number} [to]  and that after the last
 * @returns {Line}
 */
export function curveOf(stroke, from = 0, to = stroke.length) {
  const first = Math.max(from - 2, 0);
  const knots = smoothed(stroke.slice(first, to + 2));
  const start = from === 0 ? stroke[0] : halfway(knots[from - 1 - first], knots[from - first]);
  const curves = [];
  for (let index = Math.max(from, 1); index < to; index += 1) {
    const [control, next] = [knots[index - first], knots[index + 1 - first]];
    curves.push({ control, end: next ? halfway(control, next) : control });
  }
  return { start, curves: stroke.length === 1 ? [{ control: start, end: start }] : curves };
}

/** @param {Point} a @param {Point} b @returns {Point} */
function halfway(a, b) {
  const middle = { ...a, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  return a.pressure === undefined ? middle : { ...middle, pressure: (a.pressure + (b.pressure ?? 0)) / 2 };
}
