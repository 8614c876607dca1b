/**
 * Fewer points for nearly the same line: Ramer (1972), Douglas and Peucker (1973). No point that is left out lies
 * further from the new line than the tolerance.
 *
 * @typedef {import('../stroke.js').Point} Point
 */

import { distanceTo } from '../near.js';

/**
 * @param {readonly Point[]} points
 * @param {number} tolerance  in sheet units
 * @returns {Point[]}
 */
export function simplified(points, tolerance) {
  const kept = new Set([0, points.length - 1]);
  const spans = [[0, points.length - 1]];
  for (const [start, end] of spans) { // it grows meanwhile; a long stroke would be a deep recursion
    const { index, distance } = furthest(points, start, end);
    if (distance <= tolerance) continue;
    kept.add(index);
    spans.push([start, index], [index, end]);
  }
  return points.filter((_, index) => kept.has(index));
}

/** @param {readonly Point[]} points @param {number} start @param {number} end */
function furthest(points, start, end) {
  const chord = { from: points[start], to: points[end] };
  let worst = { index: start, distance: 0 };
  for (let index = start + 1; index < end; index += 1) {
    const distance = distanceTo(chord, points[index]);
    if (distance > worst.distance) worst = { index, distance };
  }
  return worst;
}
