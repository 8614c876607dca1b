/**
 * The part of the paper that the sheet shows, in sheet units. The paper has no edge: the square sheet for one digit
 * lies in the middle of the wide one for a number, and what is written on one stays where it is on the other.
 *
 * @typedef {import('./box.js').Box} Box
 */

import { grown } from './box.js';
import { SHEET_UNITS } from './stroke.js';

/** Free on each side of ink that the view had to be widened for: its pen, and air. */
const MARGIN = 80;

/** @type {Box} */
export const SQUARE = standardView(SHEET_UNITS, 1);

/**
 * What a blank sheet shows.
 * @param {number} width  in sheet units
 * @param {number} shape  width over height
 * @returns {Box}
 */
export function standardView(width, shape) {
  const height = width / shape;
  return { x: (SHEET_UNITS - width) / 2, y: (SHEET_UNITS - height) / 2, width, height };
}

/**
 * The view moved, and where that is not enough widened, until all ink is in it. Its shape stays.
 * @param {Box} view
 * @param {Box} ink
 * @returns {Box}
 */
export function widened(view, ink) {
  const room = grown(ink, MARGIN);
  const shape = view.width / view.height;
  const width = Math.max(view.width, room.width, room.height * shape);
  const height = width / shape;
  return {
    x: slid(view.x + (view.width - width) / 2, width, room.x, room.width),
    y: slid(view.y + (view.height - height) / 2, height, room.y, room.height),
    width,
    height,
  };
}

/** The start of a span, moved no further than needed to have another span inside. @param {number} start @param {number} length @param {number} otherStart @param {number} otherLength */
function slid(start, length, otherStart, otherLength) {
  return Math.min(Math.max(start, otherStart + otherLength - length), otherStart);
}

/**
 * A part of the sheet as a place on the paper.
 * @param {Box} view
 * @param {import('./box.js').Place} part  0..1 from the sheet's upper left corner
 * @returns {import('./box.js').Place}
 */
export function placeInView(view, part) {
  return { x: view.x + part.x * view.width, y: view.y + part.y * view.height };
}

/** A box on the paper in parts of the sheet. @param {Box} view @param {Box} box @returns {Box} */
export function partOfView(view, { x, y, width, height }) {
  return {
    x: (x - view.x) / view.width,
    y: (y - view.y) / view.height,
    width: width / view.width,
    height: height / view.height,
  };
}
