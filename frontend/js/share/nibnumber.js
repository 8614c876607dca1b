/** What a stroke is written with as one number below 128: its kind, its width, and whether the pressure was felt. */

import { NIB_KINDS, WIDTHS } from '../nib.js';

/** Room for more kinds and widths than there are: links outlive versions of the page. */
const MOST_SIZES = 8;
const MOST_KINDS = 8;

/** @param {import('../nib.js').Nib} nib @param {boolean} pressed */
export function nibNumber({ kind, size }, pressed) {
  return (Number(pressed) * MOST_KINDS + NIB_KINDS.indexOf(kind)) * MOST_SIZES + size;
}

/** @param {number} number @returns {{nib: import('../nib.js').Nib, pressed: boolean}} Throws RangeError. */
export function readNib(number) {
  const size = number % MOST_SIZES;
  const kind = NIB_KINDS[Math.floor(number / MOST_SIZES) % MOST_KINDS];
  const pressed = Math.floor(number / MOST_SIZES / MOST_KINDS);
  if (kind === undefined || !(size in WIDTHS) || pressed > 1) throw new RangeError(`${number} is no nib`);
  return { nib: { kind, size }, pressed: pressed === 1 };
}
