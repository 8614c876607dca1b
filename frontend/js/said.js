/**
 * What a person says that digits of a number are. It is kept with the strokes of each, as single digits are: other ink
 * has nothing of it, and the same ink has it again. The digits of a picture have no strokes, and a browser may keep no
 * more: what is said of these is known as long as the page is open.
 *
 * @typedef {import('./history.js').Sheet} Sheet
 * @typedef {object} DigitInk
 * @property {readonly import('./stroke.js').Stroke[]} strokes  in the order they were written; none of a picture
 * @property {File | null} picture
 * @property {string} key  of its place
 */

import { keyOf } from './annotate.js';
import { correctionOf } from './correction.js';

/** @param {Pick<import('./api.js').DigitInLine, 'strokes' | 'box'>} digit @param {Sheet} sheet  it was read on @returns {DigitInk} */
export function inkOf({ strokes, box }, sheet) {
  const order = [...strokes].sort((one, other) => one - other);
  return { strokes: order.map((index) => sheet.strokes[index]), picture: sheet.picture, key: keyOf(box) };
}

/** @param {import('./corrections.js').Store} store */
export function createSaid(store) {
  /** What the store does not keep. @type {{ink: DigitInk, label: number}[]} */
  let held = [];

  /** @param {DigitInk} ink */
  function letGo(ink) {
    held = held.filter((one) => !isSame(one.ink, ink));
  }

  return {
    /** @param {DigitInk} ink @returns {number | null} */
    labelOf: (ink) => held.find((one) => isSame(one.ink, ink))?.label ?? store.label(ink.strokes),
    /**
     * In the place of what was said of it before.
     * @param {DigitInk} ink @param {number} label @param {Parameters<typeof correctionOf>[2]} answer
     * @returns {boolean} whether the browser keeps it
     */
    keep(ink, label, answer) {
      letGo(ink);
      const kept = ink.strokes.length > 0 && store.add(correctionOf(label, ink.strokes, answer, new Date()));
      if (!kept) held.push({ ink, label });
      return kept;
    },
    /** @param {DigitInk} ink @returns {boolean} whether nothing is said of it now */
    drop(ink) {
      letGo(ink);
      return store.label(ink.strokes) === null || store.drop(ink.strokes);
    },
  };
}

/** @param {DigitInk} one @param {DigitInk} other */
function isSame(one, other) {
  const isOf = one.picture === other.picture && one.key === other.key && one.strokes.length === other.strokes.length;
  return isOf && one.strokes.every((stroke, index) => stroke === other.strokes[index]);
}
