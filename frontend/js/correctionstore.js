/**
 * The corrections that this browser keeps, in every window of the page the same: a text of JSON lines under one name.
 * What is in there is read anew each time, as another window may have added to it.
 */

import { countOf, labelOf, withCorrection, withoutLast } from './correction.js';

const NAME = 'inkdigit.corrections';

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
    /** What the last one says these strokes are. @param {readonly import('./stroke.js').Stroke[]} strokes */
    label: (strokes) => labelOf(read(), strokes),
    /** @param {import('./correction.js').Correction} correction @returns {boolean} whether it is kept */
    add: (correction) => write(withCorrection(read(), correction)),
    /** @returns {boolean} whether it is gone */
    dropLast: () => write(withoutLast(read())),
    /** @returns {boolean} whether they are gone */
    clear: () => write(''),
  };
}
