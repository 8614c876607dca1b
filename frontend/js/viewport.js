/**
 * Which view the sheet has now. It stands still under the pen, whose ink may run over the edge of the sheet, and moves
 * only when ink comes on the sheet that was written on one of another shape.
 *
 * @typedef {import('./box.js').Box} Box
 */

import { around, holds } from './box.js';
import { SQUARE, standardView, widened } from './view.js';

export function createViewport() {
  let standard = SQUARE;
  let view = SQUARE;
  let reach = SQUARE; // where ink needs no other view

  /** @param {Box | null} ink */
  function choose(ink) {
    view = ink === null || holds(standard, ink) ? standard : widened(standard, ink);
    reach = view;
  }

  return {
    get view() {
      return view;
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
    /** The pen has written. @param {Box} ink  all that is on the sheet */
    write(ink) {
      reach = around(reach, ink);
    },
    /** Undo, redo or clear have put this on the sheet. @param {Box | null} ink */
    show(ink) {
      if (ink === null ? view !== standard : !holds(reach, ink)) choose(ink);
    },
  };
}
