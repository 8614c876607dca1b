/**
 * What the sheet is read as: one digit or a number. It stands in the page's address, so that it can be linked to and
 * outlives a reload.
 *
 * @typedef {'digit' | 'number'} Mode
 */

/** The width of the sheet in its own units: room for one digit, or for a row of them. @type {Record<Mode, number>} */
export const SHEET_WIDTHS = { digit: 1000, number: 3000 };

/** @param {string} hash  of an address, with its sign if there is any; a drawing may follow (share/link.js) @returns {Mode} */
export function modeOf(hash) {
  return /^#number(=|$)/.test(hash) ? 'number' : 'digit';
}

/** @param {Mode} mode @param {{pathname: string, search: string}} address  of the page now */
export function addressOf(mode, { pathname, search }) {
  return `${pathname}${search}${mode === 'number' ? '#number' : ''}`;
}
