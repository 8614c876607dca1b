/**
 * Where in a frame most of what speaks for a digit, and for the others, lies: so coarse that a few words can say it.
 *
 * @typedef {readonly (readonly number[])[]} Grid  28 rows of 28
 * @typedef {{what: 'ink' | 'paper', place: number}} Part  place: 0 to 8, from the upper left over the right down, of the ink
 */

import { FAINT, strongest } from './heat.js';

/** From this level on, 0 to 255, a pixel is ink. The service says the same of what it answers. */
export const INK = 64;

/** A part is worth a word from this share on of all that speaks the same way, and what is against of all that speaks. */
const WORTH_A_WORD = 0.2;
const AGAINST_WORTH_A_WORD = 0.2;

/** Only what is at least this share of the strongest counts: much that is weak makes no reason. */
const STRONG = 0.4;
const MOST_PARTS = 2;

/** Pixels: ink is divided as if it were at least as wide and as high, or a straight line would be all left and right. */
const LEAST_SIDE = 12;

/**
 * @param {Grid} frame  0 to 255
 * @param {Grid} saliency  above 0 for the digit, below for the others
 * @returns {{for: Part[], against: Part[]}}  those with most of it first; none where it is next to nothing
 */
export function emphasis(frame, saliency) {
  const placeOf = placesOf(frame);
  const least = Math.max(STRONG * strongest(saliency), FAINT);
  const [positive, negative] = [new Map(), new Map()];
  for (const [y, row] of saliency.entries()) {
    for (const [x, value] of row.entries()) {
      if (Math.abs(value) < least) continue;
      const key = `${frame[y][x] >= INK ? 'ink' : 'paper'} ${placeOf(x, y)}`;
      const side = value > 0 ? positive : negative;
      side.set(key, (side.get(key) ?? 0) + Math.abs(value));
    }
  }
  const told = total(negative) >= AGAINST_WORTH_A_WORD * (total(positive) + total(negative));
  return { for: largest(positive), against: told ? largest(negative) : [] };
}

/** @param {Map<string, number>} sums @returns {Part[]} */
function largest(sums) {
  const own = total(sums);
  const ranked = [...sums].sort(([, one], [, other]) => other - one).slice(0, MOST_PARTS);
  return ranked.filter(([, sum]) => sum >= WORTH_A_WORD * own).map(([key]) => partOf(key));
}

/** @param {string} key @returns {Part} */
function partOf(key) {
  const [what, place] = key.split(' ');
  return { what: what === 'ink' ? 'ink' : 'paper', place: Number(place) };
}

/** @param {Map<string, number>} sums */
function total(sums) {
  return [...sums.values()].reduce((sum, value) => sum + value, 0);
}

/** @param {Grid} frame @returns {(x: number, y: number) => number} */
function placesOf(frame) {
  const rows = indicesOf(frame.map((row) => row.some((value) => value >= INK)));
  const columns = indicesOf(frame[0].map((_, x) => frame.some((row) => row[x] >= INK)));
  const [across, down] = [thirdOf(columns), thirdOf(rows)];
  return (x, y) => 3 * down(y) + across(x);
}

/** @param {boolean[]} holds */
function indicesOf(holds) {
  return holds.flatMap((held, index) => (held ? [index] : []));
}

/** Which third of a stretch an index lies in; what is beyond it belongs to its end. @param {number[]} indices */
function thirdOf(indices) {
  const [first, last] = [indices[0] ?? 0, indices.at(-1) ?? 0];
  const length = Math.max(last - first + 1, LEAST_SIDE);
  const start = (first + last + 1 - length) / 2;
  return (/** @type {number} */ index) => Math.min(2, Math.max(0, Math.floor((3 * (index + 0.5 - start)) / length)));
}
