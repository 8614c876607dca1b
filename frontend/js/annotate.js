/**
 * The digits of lines with what the page says about them.
 *
 * @typedef {import('./api.js').Line} Line
 * @typedef {import('./api.js').DigitInLine & {
 *   row: number, key: string, doubt: import('./doubt.js').Doubt, place: string,
 * }} Annotated  row: of its line; key: the same as long as the digit's ink is the same; place: in words
 */

import { doubtOf } from './doubt.js';
import { say } from './text.js';

/**
 * Half a digit often looks like none, so nothing is doubted while the pen moves.
 *
 * @param {readonly Line[]} lines
 * @param {boolean} settled
 * @returns {Annotated[][]}
 */
export function annotated(lines, settled) {
  return lines.map((line, row) =>
    line.digits.map((digit, index) => ({
      ...digit,
      row,
      key: keyOf(digit.box),
      doubt: settled ? doubtOf(digit, line) : 'none',
      place: placeOf(row, lines.length, index, line.digits.length),
    })),
  );
}

/** @param {import('./box.js').Box} box */
function keyOf({ x, y, width, height }) {
  return [x, y, width, height].join();
}

/** @param {number} row @param {number} rows @param {number} index @param {number} digits */
function placeOf(row, rows, index, digits) {
  const place = say('number.place', { index: index + 1, digits });
  return rows === 1 ? place : say('number.place.line', { row: row + 1, place });
}
