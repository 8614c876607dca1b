/**
 * A drawing in the fragment of the page's address, which browsers keep to themselves: `#digit=1.` or `#number=1.`, the
 * version of the format, and the bytes of the ink. Deflate made drawings of single digits and short numbers 2 bytes
 * longer and 66 strokes together 14 % shorter (tests/contract/drawings.jsonl), so it is not used.
 *
 * @typedef {import('../mode.js').Mode} Mode
 * @typedef {import('./inkbytes.js').Ink} Ink
 */

import { fromBase64url, toBase64url } from './base64url.js';
import { inkBytes, inkOfBytes } from './inkbytes.js';

const VERSION = '1';
const DRAWING = /^#(digit|number)=(\w+)\.(.*)$/s;

/** A drawing of 10,000 points, the most that are read, is not longer. */
const LONGEST = 100_000;

/** A fragment without a drawing that can be shown. */
export class LinkError extends Error {
  /** @param {'damaged' | 'newer' | 'foreign'} kind */
  constructor(kind) {
    super(`a ${kind} link`);
    this.kind = kind;
  }
}

/**
 * @param {Mode} mode
 * @param {Ink} ink  not blank
 * @param {{origin: string, pathname: string}} page
 */
export function linkOf(mode, ink, { origin, pathname }) {
  return `${origin}${pathname}#${mode}=${VERSION}.${toBase64url(inkBytes(ink))}`;
}

/**
 * @param {string} hash  of an address, with its sign if there is any
 * @returns {{mode: Mode, ink: Ink} | null} null where no drawing is meant. Throws LinkError.
 */
export function drawingOf(hash) {
  if (['', '#digit', '#number'].includes(hash)) return null;
  const [, mode, version, text] = DRAWING.exec(hash) ?? [];
  if (mode === undefined) throw new LinkError(/^#(digit|number)=/.test(hash) ? 'damaged' : 'foreign');
  if (version !== VERSION) throw new LinkError('newer');
  return { mode: /** @type {Mode} */ (mode), ink: inkOfText(text) };
}

/** @param {string} text @returns {Ink} */
function inkOfText(text) {
  try {
    if (text.length > LONGEST) throw new RangeError('no drawing is as long');
    return inkOfBytes(fromBase64url(text));
  } catch (error) {
    if (error instanceof RangeError) throw new LinkError('damaged');
    throw error;
  }
}
