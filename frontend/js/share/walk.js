/**
 * Corners as a hand of steady speed goes from one to the next: samples as close together as a pen's, or a smooth
 * curve through them would cut the corners.
 *
 * @typedef {import('../stroke.js').Point} Point
 * @typedef {{x: number, y: number}} Place
 */

/** Sheet units between two samples, at most. */
const STEP = 16;

/** Sheet units a millisecond, and milliseconds between two strokes. */
const SPEED = 1;
const LIFT = 200;

/** @param {readonly (readonly Place[])[]} lines @returns {Point[][]} from time 0 on */
export function walked(lines) {
  let start = 0;
  return lines.map((line) => {
    const points = walk(line, start);
    start = points[points.length - 1].t + LIFT;
    return points;
  });
}

/** @param {readonly Place[]} line @param {number} start @returns {Point[]} */
function walk([first, ...corners], start) {
  const points = [{ ...first, t: start }];
  for (const corner of corners) points.push(...leg(points[points.length - 1], corner));
  return points;
}

/** All samples after the first. @param {Point} from @param {Place} to @returns {Point[]} */
function leg(from, to) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const count = Math.max(1, Math.ceil(length / STEP));
  return Array.from({ length: count }, (_, index) => {
    const part = (index + 1) / count;
    return {
      x: from.x + (to.x - from.x) * part,
      y: from.y + (to.y - from.y) * part,
      t: from.t + Math.round((length * part) / SPEED),
    };
  });
}
