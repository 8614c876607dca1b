/**
 * Which view the sheet has now. It stands still under the pen, whose ink may run over the edge of the sheet, and moves
 * only when ink comes on the sheet that was written on one of another shape, or through the lens that a person holds.
 *
 * @typedef {import('./box.js').Box} Box
 */

import { around, holds } from './box.js';
import { NO_LENS, seenThrough } from './lens.js';
import { SQUARE, standardView, widened } from './view.js';

export function createViewport() {
  let standard = SQUARE;
  let home = SQUARE; // what is seen without a lens
  let lens = NO_LENS;
  let reach = SQUARE; // where ink needs no other view

  /** @param {Box | null} ink */
  function choose(ink) {
    home = ink === null || holds(standard, ink) ? standard : widened(standard, ink);
    reach = home;
  }

  return {
    get view() {
      return seenThrough(home, lens);
    },
    get home() {
      return home;
    },
    get lens() {
      return lens;
    },
    /** @param {import('./lens.js').Lens} next */
    look(next) {
      lens = next;
    },
    /**
     * The sheet is so many units wide, or has another shape than before.
     * @param {number} width @param {number} shape  width over height @param {Box | null} ink  what is on it
     */
    fit(width, shape, ink) {
      const next = standardView(width, shape);
      if (next.width === standard.width && next.height === standard.height) return;
      standard = next;
      choose(ink);
    },
    /** The pen has written. @param {Box | null} ink  all that is on the sheet */
    write(ink) {
      if (ink !== null) reach = around(reach, ink);
    },
    /** Undo, redo or clear have put this on the sheet. @param {Box | null} ink */
    show(ink) {
      if (ink === null) lens = NO_LENS;
      if (ink === null ? home !== standard : !holds(reach, ink)) choose(ink);
    },
  };
}
