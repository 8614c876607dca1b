/**
 * The digits of a number marked over the sheet: a box around each, and what it is read as. The pen writes through them.
 *
 * @typedef {import('./annotate.js').Annotated} Annotated
 * @typedef {import('./box.js').Box} Box
 */

import { covers, grown } from './box.js';
import { createMark } from './mark.js';
import { boxOnPaper } from './overlay.js';
import { createRows } from './rows.js';
import { partOfView } from './view.js';

/** In parts of the sheet: a line that comes nearer to an edge has no room for its readings there. */
const ROOM = 0.11;

/** @param {HTMLElement} layer  empty, as large as the sheet */
export function createMarks(layer) {
  const rows = createRows(layer, createMark);
  /** @type {readonly Annotated[]} */
  let digits = [];
  /** @type {File | null} */
  let picture = null;
  /** @type {Box[]} */
  let boxes = [];

  return {
    /**
     * @param {readonly Annotated[]} next
     * @param {File | null} from  the picture they were read in
     * @param {string | null} picked  the key of one
     */
    show(next, from, picked) {
      digits = next;
      picture = from;
      const marks = rows.take(digits.length);
      for (const [index, digit] of digits.entries()) marks[index].show(digit, digit.key === picked);
    },
    /**
     * Lays them over what the sheet shows now; what was read from another picture is hidden, and so are the places in a
     * picture that the browser cannot show.
     * @param {Box} view @param {File | null} shown @param {import('./overlay.js').Photo | null} photo
     */
    lay(view, shown, photo) {
      const fits = picture === shown && (shown === null) === (photo === null);
      layer.hidden = !fits;
      boxes = fits ? digits.map(({ box }) => boxOnPaper(box, photo)) : [];
      layer.toggleAttribute('data-photo', photo !== null);
      const parts = boxes.map((box) => partOfView(view, box));
      const high = new Set(digits.filter((_, index) => parts[index]?.y < ROOM).map(({ row }) => row));
      const low = new Set(digits.filter((_, index) => parts[index]?.y + parts[index]?.height > 1 - ROOM).map(({ row }) => row));
      const laid = rows.take(digits.length);
      for (const [index, part] of parts.entries()) {
        const { row } = digits[index];
        laid[index].lay(part, !high.has(row) ? 'above' : low.has(row) ? 'inside' : 'below');
      }
    },
    /**
     * What a tap at a place on the paper is meant for.
     * @param {import('./box.js').Place} place @param {number} reach  how far from it, in sheet units
     * @returns {string | null} the key of a digit; '' beside the digits of a picture, which no dot is to wipe away
     */
    targetAt(place, reach) {
      const index = boxes.findIndex((box) => covers(box, place));
      const near = index < 0 ? boxes.findIndex((box) => covers(grown(box, reach), place)) : index;
      if (near >= 0) return digits[near].key;
      return picture !== null && boxes.length > 0 ? '' : null;
    },
  };
}
