/**
 * The sheet with its past and future. Every function returns a new history and leaves the old one alone,
 * so clearing or opening an image can be undone like any stroke.
 *
 * @typedef {import('./stroke.js').Point} Point
 * @typedef {import('./stroke.js').Stroke} Stroke
 * @typedef {import('./nib.js').Nib} Nib
 * @typedef {object} Sheet  ink or an image file, never both
 * @property {readonly Stroke[]} strokes
 * @property {readonly Nib[]} nibs  what each of the strokes is written with
 * @property {File | null} picture
 * @typedef {{past: readonly Sheet[], sheet: Sheet, future: readonly Sheet[]}} History
 */

import { DEFAULT_NIB } from './nib.js';
import { extendStroke } from './stroke.js';

/** So many steps can be undone; the oldest are forgotten, or a long day of writing would fill the memory. */
export const MOST_STEPS = 100;

/** @type {Sheet} */
export const BLANK = Object.freeze({ strokes: Object.freeze([]), nibs: Object.freeze([]), picture: null });

/** @type {History} */
export const NEW = Object.freeze({ past: Object.freeze([]), sheet: BLANK, future: Object.freeze([]) });

/** @param {Sheet} sheet */
export function isBlank(sheet) {
  return sheet.strokes.length === 0 && sheet.picture === null;
}

/** What was on the sheet when the page was left. @param {Sheet} sheet @param {readonly Sheet[]} [past] @returns {History} */
export function startWith(sheet, past = []) {
  return { past, sheet, future: [] };
}

/** The last drawing before this one, of which no stroke is in it; blank where there is none. @param {History} history @returns {Sheet} */
export function covered({ past, sheet }) {
  const isOther = (/** @type {Sheet} */ { strokes }) => strokes.length > 0 && !strokes.some((each) => sheet.strokes.includes(each));
  return past.findLast(isOther) ?? BLANK;
}

/** @param {History} history @param {Point} point @param {Nib} [nib] @returns {History} */
export function beginStroke(history, point, nib = DEFAULT_NIB) {
  const { strokes, nibs } = history.sheet;
  return turn(history, { strokes: [...strokes, [point]], nibs: [...nibs, nib], picture: null });
}

/** The last stroke grows; it stays one step of the history. @param {History} history @param {readonly Point[]} points @returns {History} */
export function growStroke(history, points) {
  const { strokes } = history.sheet;
  const grown = extendStroke(strokes[strokes.length - 1], points);
  return { ...history, sheet: { ...history.sheet, strokes: [...strokes.slice(0, -1), grown] } };
}

/**
 * All that one move of the eraser takes away is one step.
 * @param {History} history
 * @param {ReadonlySet<number>} gone  places of strokes in the sheet
 * @param {boolean} begun  whether this move has erased something before
 * @returns {History}
 */
export function eraseStrokes(history, gone, begun) {
  if (gone.size === 0) return history;
  const stays = (/** @type {unknown} */ _, /** @type {number} */ index) => !gone.has(index);
  const { strokes, nibs } = history.sheet;
  const sheet = { ...history.sheet, strokes: strokes.filter(stays), nibs: nibs.filter(stays) };
  return begun ? { ...history, sheet } : turn(history, sheet);
}

/** @param {History} history @param {File} picture @returns {History} */
export function openPicture(history, picture) {
  return turn(history, { strokes: [], nibs: [], picture });
}

/** Ink from elsewhere takes the place of what is on the sheet. @param {History} history @param {Pick<Sheet, 'strokes' | 'nibs'>} ink @returns {History} */
export function openDrawing(history, { strokes, nibs }) {
  return turn(history, { strokes, nibs, picture: null });
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
