/**
 * The digits of lines with what the page says about them.
 *
 * @typedef {import('./api.js').Line} Line
 * @typedef {import('./api.js').DigitInLine & {
 *   row: number, key: string, said: number | null, print: number, corrected: boolean, doubt: import('./doubt.js').Doubt,
 *   place: string,
 * }} Annotated  row: of its line; key: the same as long as the digit's ink is the same; said: what a person says it is;
 *   print: what is shown of it; corrected: whether that is not what was read; place: in words
 */

import { doubtOf } from './doubt.js';
import { say } from './text.js';

/**
 * Half a digit often looks like none, so nothing is doubted while the pen moves. Who says what a digit of a line is has
 * looked at the line: of its others those are doubted from then on that are unsure themselves.
 *
 * @param {readonly Line[]} lines
 * @param {boolean} settled
 * @param {(digit: import('./api.js').DigitInLine) => number | null} saidOf  what a person says it is
 * @returns {Annotated[][]}
 */
export function annotated(lines, settled, saidOf) {
  return lines.map((line, row) => {
    const labels = line.digits.map(saidOf);
    const decision = labels.every((label) => label === null) ? line.decision : 'accept';
    return line.digits.map((digit, index) => ({
      ...digit,
      ...inPrint(digit, labels[index]),
      row,
      key: keyOf(digit.box),
      doubt: settled && labels[index] === null ? doubtOf(digit, { decision }) : 'none',
      place: placeOf(row, lines.length, index, line.digits.length),
    }));
  });
}

/** @param {{digit: number}} read @param {number | null} said */
function inPrint({ digit }, said) {
  return { said, print: said ?? digit, corrected: said !== null && said !== digit };
}

/** @param {import('./box.js').Box} box */
export function keyOf({ x, y, width, height }) {
  return [x, y, width, height].join();
}

/** @param {number} row @param {number} rows @param {number} index @param {number} digits */
function placeOf(row, rows, index, digits) {
  const place = say('number.place', { index: index + 1, digits });
  return rows === 1 ? place : say('number.place.line', { row: row + 1, place });
}
