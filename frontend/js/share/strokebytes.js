/**
 * A drawing as few bytes: points that no eye misses are left out, the others lie on a grid, and each is said as the
 * step from the one before. When they were drawn is not carried: they come back as a hand of steady speed writes.
 *
 * Bytes: the number of strokes; for each the number of its points and their steps, across and down; a checksum.
 *
 * @typedef {import('../stroke.js').Point} Point
 * @typedef {import('../stroke.js').Stroke} Stroke
 * @typedef {{x: number, y: number}} Place
 */

import { checksum } from './checksum.js';
import { simplified } from './simplify.js';
import { readVarints, unzigzag, writeVarint, zigzag } from './varint.js';
import { walked } from './walk.js';

/** Sheet units; the pen is 36 of them wide. */
const GRID = 2;
const TOLERANCE = 2;

/** The service takes no more points, unless set otherwise (`INKDIGIT_MAX_POINTS`). */
export const MOST_POINTS = 10_000;

/** Steps of the grid from the corner of the sheet; no sheet is a tenth of it wide. */
const FURTHEST = 20_000;

/** @param {readonly Stroke[]} strokes  each with a point at least @returns {Uint8Array<ArrayBuffer>} */
export function strokeBytes(strokes) {
  /** @type {number[]} */
  const bytes = [];
  let pen = { x: 0, y: 0 };
  writeVarint(bytes, strokes.length);
  for (const stroke of strokes) {
    const places = simplified(stroke, TOLERANCE).map(onGrid);
    writeVarint(bytes, places.length);
    for (const place of places) {
      writeVarint(bytes, zigzag(place.x - pen.x));
      writeVarint(bytes, zigzag(place.y - pen.y));
      pen = place;
    }
  }
  return Uint8Array.from([...bytes, ...checksum(bytes)]);
}

/** @param {Uint8Array} bytes @returns {Stroke[]} in sheet units and milliseconds. Throws RangeError: they are no drawing. */
export function strokesOfBytes(bytes) {
  const body = bytes.subarray(0, -2);
  const [low, high] = checksum(body);
  if (bytes.at(-2) !== low || bytes.at(-1) !== high) throw new RangeError('the checksum is another one');
  return walked(readLines(body));
}

/** @param {Uint8Array} body @returns {Place[][]} in sheet units */
function readLines(body) {
  const numbers = readVarints(body);
  const within = (most) => bounded(numbers.next(), 1, most);
  const step = () => unzigzag(numbers.next());
  let pen = { x: 0, y: 0 };
  let room = MOST_POINTS;
  const lines = Array.from({ length: within(MOST_POINTS) }, () => {
    const length = within(room);
    room -= length;
    return Array.from({ length }, () => {
      pen = { x: nearby(pen.x + step()), y: nearby(pen.y + step()) };
      return { x: pen.x * GRID, y: pen.y * GRID };
    });
  });
  if (!numbers.done) throw new RangeError('bytes after the last stroke');
  return lines;
}

/** @param {Place} place  in sheet units @returns {Place} in steps of the grid */
function onGrid({ x, y }) {
  return { x: nearest(x), y: nearest(y) };
}

/** @param {number} value */
function nearest(value) {
  return Math.min(Math.max(Math.round(value / GRID), -FURTHEST), FURTHEST);
}

/** @param {number} value */
function nearby(value) {
  return bounded(value, -FURTHEST, FURTHEST);
}

/** @param {number} value @param {number} least @param {number} most */
function bounded(value, least, most) {
  if (value < least || value > most) throw new RangeError(`${value} is not between ${least} and ${most}`);
  return value;
}
