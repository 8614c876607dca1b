/**
 * How closely the sheet is looked at. What a lens shows is a part of the home view, which is what the sheet shows
 * without one; it never leaves it.
 *
 * @typedef {import('./box.js').Box} Box
 * @typedef {import('./box.js').Place} Place
 * @typedef {{scale: number, x: number, y: number}} Lens  x, y: its upper left corner, in parts of the home view
 */

export const LARGEST_SCALE = 8;

/** @type {Lens} */
export const NO_LENS = Object.freeze({ scale: 1, x: 0, y: 0 });

/** @param {Box} home @param {Lens} lens @returns {Box} */
export function seenThrough(home, { scale, x, y }) {
  return {
    x: home.x + x * home.width,
    y: home.y + y * home.height,
    width: home.width / scale,
    height: home.height / scale,
  };
}

/** What was under one place of the sheet comes under another, larger or smaller. Places in parts of the sheet.
 * @param {Lens} lens @param {number} factor @param {Place} from @param {Place} [to] @returns {Lens} */
export function zoomed(lens, factor, from, to = from) {
  const scale = clamp(lens.scale * factor, 1, LARGEST_SCALE);
  return {
    scale,
    x: clamp(lens.x + from.x / lens.scale - to.x / scale, 0, 1 - 1 / scale),
    y: clamp(lens.y + from.y / lens.scale - to.y / scale, 0, 1 - 1 / scale),
  };
}

/** @param {Lens} lens @param {Place} by  in parts of the sheet, the way that the paper goes @returns {Lens} */
export function panned(lens, { x, y }) {
  return zoomed(lens, 1, { x: 0, y: 0 }, { x, y });
}

/** @param {number} value @param {number} least @param {number} most */
export function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
