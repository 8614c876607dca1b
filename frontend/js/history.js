/**
 * The sheet with its past and future. Every function returns a new history and leaves the old one alone,
 * so clearing or opening an image can be undone like any stroke.
 *
 * @typedef {import('./stroke.js').Point} Point
 * @typedef {import('./stroke.js').Stroke} Stroke
 * @typedef {{strokes: readonly Stroke[], picture: File | null}} Sheet  ink or an image file, never both
 * @typedef {{past: readonly Sheet[], sheet: Sheet, future: readonly Sheet[]}} History
 */

import { extendStroke } from './stroke.js';

/** So many steps can be undone; the oldest are forgotten, or a long day of writing would fill the memory. */
export const MOST_STEPS = 100;

/** @type {Sheet} */
export const BLANK = Object.freeze({ strokes: Object.freeze([]), picture: null });

/** @type {History} */
export const NEW = Object.freeze({ past: Object.freeze([]), sheet: BLANK, future: Object.freeze([]) });

/** @param {Sheet} sheet */
export function isBlank(sheet) {
  return sheet.strokes.length === 0 && sheet.picture === null;
}

/** @param {History} history @param {Point} point @returns {History} */
export function beginStroke(history, point) {
  return turn(history, { strokes: [...history.sheet.strokes, [point]], picture: null });
}

/** The last stroke grows; it stays one step of the history. @param {History} history @param {readonly Point[]} points @returns {History} */
export function growStroke(history, points) {
  const { strokes } = history.sheet;
  const grown = extendStroke(strokes[strokes.length - 1], points);
  return { ...history, sheet: { ...history.sheet, strokes: [...strokes.slice(0, -1), grown] } };
}

/** The stroke was a mistake of the device, such as a palm: it leaves no step behind. @param {History} history @returns {History} */
export function dropStroke(history) {
  return { ...undo(history), future: [] };
}

/** @param {History} history @param {File} picture @returns {History} */
export function openPicture(history, picture) {
  return turn(history, { strokes: [], picture });
}

/** @param {History} history @returns {History} */
export function clear(history) {
  return isBlank(history.sheet) ? history : turn(history, BLANK);
}

/** @param {History} history @returns {History} */
export function undo(history) {
  const { past, sheet, future } = history;
  if (past.length === 0) return history;
  return { past: past.slice(0, -1), sheet: past[past.length - 1], future: [sheet, ...future] };
}

/** @param {History} history @returns {History} */
export function redo(history) {
  const { past, sheet, future } = history;
  if (future.length === 0) return history;
  return { past: [...past, sheet], sheet: future[0], future: future.slice(1) };
}

/** @param {History} history @param {Sheet} sheet @returns {History} */
function turn(history, sheet) {
  return { past: [...history.past, history.sheet].slice(-MOST_STEPS), sheet, future: [] };
}
