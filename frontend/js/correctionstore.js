/**
 * The corrections that this browser keeps, in every window of the page the same: a text of JSON lines under one name.
 * What is in there is read anew each time, as another window may have added to it.
 */

import { countOf, labelOf, withCorrection, withoutLast, withoutStrokes } from './correction.js';
import { toWire } from './stroke.js';

const NAME = 'inkdigit.corrections';

/** Characters. Browsers keep five million of a page, and drafts need room beside these. */
const MOST = 1_500_000;

/** @param {() => Storage} storageOf  a browser may refuse the very mention of it */
export function createCorrectionStore(storageOf) {
  /** @returns {string} */
  function read() {
    try {
      return storageOf().getItem(NAME) ?? '';
    } catch {
      return '';
    }
  }

  /** @typedef {readonly import('./stroke.js').Stroke[]} Strokes */

  /** @param {string} lines @returns {boolean} whether there was room, and it was allowed */
  function write(lines) {
    try {
      if (lines === '') storageOf().removeItem(NAME);
      else storageOf().setItem(NAME, lines);
      return true;
    } catch {
      return false;
    }
  }

  return {
    name: NAME,
    /** All of them, as a file of JSON lines. */
    lines: read,
    count: () => countOf(read()),
    /** What these strokes are, as it is kept. @param {Strokes} strokes */
    label: (strokes) => labelOf(read(), toWire(strokes)),
    /** In the place of what was kept of the same strokes. @param {import('./correction.js').Correction} correction @returns {boolean} whether it is kept */
    add(correction) {
      const lines = withCorrection(withoutStrokes(read(), correction.strokes), correction);
      return lines.length <= MOST && write(lines);
    },
    /** @param {Strokes} strokes @returns {boolean} whether nothing of them is kept now */
    drop: (strokes) => write(withoutStrokes(read(), toWire(strokes))),
    /** @returns {boolean} whether it is gone */
    dropLast: () => write(withoutLast(read())),
    /** @returns {boolean} whether they are gone */
    clear: () => write(''),
  };
}
