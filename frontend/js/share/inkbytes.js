/**
 * A drawing as few bytes: points that no eye misses are left out, the others lie on a grid, and each is said as the
 * step from the one before. When they were drawn is not carried: they come back as a hand of steady speed writes.
 *
 * The numbers: how many strokes; for each its nib, how many points, and of each point the steps across and down and,
 * where the nib says so, the pressure. Then a checksum.
 *
 * @typedef {import('../stroke.js').Point} Point
 * @typedef {import('../stroke.js').Stroke} Stroke
 * @typedef {Pick<import('../history.js').Sheet, 'strokes' | 'nibs'>} Ink
 * @typedef {{x: number, y: number, pressure?: number}} Corner  in sheet units
 */

import { checksum } from './checksum.js';
import { nibNumber, readNib } from './nibnumber.js';
import { simplified } from './simplify.js';
import { readVarints, unzigzag, writeVarint, zigzag } from './varint.js';
import { walked } from './walk.js';

/** Sheet units; the usual pen is 36 of them wide. */
const GRID = 2;
const TOLERANCE = 2;

/** So many steps of pressure fit into one byte. */
const PRESSURES = 127;

/** The service takes no more points, unless set otherwise (`INKDIGIT_MAX_POINTS`). */
export const MOST_POINTS = 10_000;

/** Steps of the grid from the corner of the sheet; no sheet is a tenth of it wide. */
const FURTHEST = 20_000;

/** Sheet units that a pen goes on the paper, all in all. A short text could ask for more samples than a phone has room for. */
const LONGEST_WAY = 1_600_000;

/** @param {Ink} ink  strokes of a point each at least @returns {Uint8Array<ArrayBuffer>} */
export function inkBytes({ strokes, nibs }) {
  /** @type {number[]} */
  const bytes = [];
  const write = (/** @type {number} */ number) => writeVarint(bytes, number);
  let pen = { x: 0, y: 0 };
  write(strokes.length);
  for (const [index, stroke] of strokes.entries()) {
    const points = simplified(stroke, TOLERANCE);
    write(nibNumber(nibs[index], stroke[0].pressure !== undefined));
    write(points.length);
    for (const { x, y, pressure } of points) {
      const place = { x: onGrid(x), y: onGrid(y) };
      write(zigzag(place.x - pen.x));
      write(zigzag(place.y - pen.y));
      if (pressure !== undefined) write(Math.round(pressure * PRESSURES));
      pen = place;
    }
  }
  return Uint8Array.from([...bytes, ...checksum(bytes)]);
}

/** @param {Uint8Array} bytes @returns {Ink} in sheet units and milliseconds. Throws RangeError: they are no drawing. */
export function inkOfBytes(bytes) {
  const body = bytes.subarray(0, -2);
  const [low, high] = checksum(body);
  if (bytes.at(-2) !== low || bytes.at(-1) !== high) throw new RangeError('the checksum is another one');
  const strokes = readStrokes(body);
  const lines = strokes.map(({ corners }) => corners);
  bounded(lines.map(wayAlong).reduce((sum, way) => sum + way, 0), 0, LONGEST_WAY);
  return { strokes: walked(lines), nibs: strokes.map(({ nib }) => nib) };
}

/** @param {Uint8Array} body */
function readStrokes(body) {
  const numbers = readVarints(body);
  const upTo = (/** @type {number} */ most) => bounded(numbers.next(), 1, most);
  const step = () => unzigzag(numbers.next());
  let pen = { x: 0, y: 0 };
  let room = MOST_POINTS;

  function corner(pressed = false) {
    pen = { x: nearby(pen.x + step()), y: nearby(pen.y + step()) };
    const place = { x: pen.x * GRID, y: pen.y * GRID };
    return pressed ? { ...place, pressure: bounded(numbers.next(), 0, PRESSURES) / PRESSURES } : place;
  }

  const strokes = Array.from({ length: upTo(MOST_POINTS) }, () => {
    const { nib, pressed } = readNib(numbers.next());
    const length = upTo(room);
    room -= length;
    return { nib, corners: Array.from({ length }, () => corner(pressed)) };
  });
  if (!numbers.done) throw new RangeError('bytes after the last stroke');
  return strokes;
}

/** @param {readonly Corner[]} corners @returns {number} in sheet units */
function wayAlong(corners) {
  return corners.slice(1).reduce((sum, { x, y }, index) => sum + Math.hypot(x - corners[index].x, y - corners[index].y), 0);
}

/** @param {number} value  in sheet units @returns {number} in steps of the grid */
function onGrid(value) {
  return Math.min(Math.max(Math.round(value / GRID), -FURTHEST), FURTHEST);
}

/** @param {number} value  in steps of the grid */
function nearby(value) {
  return bounded(value, -FURTHEST, FURTHEST);
}

/** @param {number} value @param {number} least @param {number} most */
function bounded(value, least, most) {
  if (value < least || value > most) throw new RangeError(`${value} is not between ${least} and ${most}`);
  return value;
}
