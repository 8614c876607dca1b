/**
 * Which strokes a moving eraser touches: those that come nearer to its way than its own reach and half their width.
 *
 * @typedef {{x: number, y: number}} Place
 * @typedef {{from: Place, to: Place}} Way  straight, since the last event
 */

import { lookOf } from './nib.js';

/**
 * @param {Pick<import('./history.js').Sheet, 'strokes' | 'nibs'>} sheet
 * @param {Way} way
 * @param {number} reach  in sheet units
 * @returns {Set<number>} the places of the strokes in the sheet
 */
export function strokesNear({ strokes, nibs }, way, reach) {
  const near = new Set();
  for (const [index, stroke] of strokes.entries()) {
    if (comesNear(stroke, way, reach + lookOf(nibs[index]).width / 2)) near.add(index);
  }
  return near;
}

/** @param {readonly Place[]} places @param {Way} way @param {number} limit */
function comesNear(places, way, limit) {
  return places.some((place, index) => distance({ from: places[Math.max(index - 1, 0)], to: place }, way) <= limit);
}

/** Between two straight pieces: none where they cross, else from an end of one to the other. @param {Way} a @param {Way} b */
export function distance(a, b) {
  if (crosses(a, b)) return 0;
  return Math.min(distanceTo(b, a.from), distanceTo(b, a.to), distanceTo(a, b.from), distanceTo(a, b.to));
}

/** @param {Way} a @param {Way} b */
function crosses(a, b) {
  const apart = side(a, b.from) * side(a, b.to) < 0;
  return apart && side(b, a.from) * side(b, a.to) < 0;
}

/** On which side of a way a place lies: the sign of the cross product. @param {Way} way @param {Place} place */
function side({ from, to }, place) {
  return (to.x - from.x) * (place.y - from.y) - (to.y - from.y) * (place.x - from.x);
}

/** From a straight piece. @param {Way} way @param {Place} place */
export function distanceTo({ from, to }, place) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : ((place.x - from.x) * dx + (place.y - from.y) * dy) / square;
  const part = Math.min(Math.max(along, 0), 1);
  return Math.hypot(place.x - from.x - part * dx, place.y - from.y - part * dy);
}
