/**
 * Corners as a hand of steady speed goes from one to the next: samples as close together as a pen's, or a smooth
 * curve through them would cut the corners.
 *
 * @typedef {import('../stroke.js').Point} Point
 * @typedef {{x: number, y: number, pressure?: number}} Corner
 */

/** Sheet units between two samples, at most. */
const STEP = 16;

/** Sheet units a millisecond, and milliseconds between two strokes. */
const SPEED = 1;
const LIFT = 200;

/** @param {readonly (readonly Corner[])[]} lines  of a corner each at least @returns {Point[][]} from time 0 on */
export function walked(lines) {
  let start = 0;
  return lines.map((line) => {
    const points = walk(line, start);
    start = points[points.length - 1].t + LIFT;
    return points;
  });
}

/** @param {readonly Corner[]} line @param {number} start @returns {Point[]} */
function walk([first, ...corners], start) {
  const points = [{ ...first, t: start }];
  for (const corner of corners) points.push(...leg(points[points.length - 1], corner));
  return points;
}

/** All samples after the first. @param {Point} from @param {Corner} to @returns {Point[]} */
function leg(from, to) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const count = Math.max(1, Math.ceil(length / STEP));
  return Array.from({ length: count }, (_, index) => {
    const part = (index + 1) / count;
    const place = { x: mixed(from.x, to.x, part), y: mixed(from.y, to.y, part), t: from.t + Math.round((length * part) / SPEED) };
    const [pressure, next] = [from.pressure, to.pressure];
    return pressure === undefined || next === undefined ? place : { ...place, pressure: mixed(pressure, next, part) };
  });
}

/** @param {number} from @param {number} to @param {number} part */
function mixed(from, to, part) {
  return from + (to - from) * part;
}
