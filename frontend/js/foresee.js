/**
 * Ink as it will likely be in a moment: it is seen until the pen tells where it really went, and never kept.
 *
 * @typedef {import('./stroke.js').Stroke} Stroke
 * @typedef {{strokes: readonly Stroke[], drawn: number}} Pretence  drawn: points of the last stroke that are no guess
 */

import { extendStroke } from './stroke.js';

/** @param {readonly Stroke[]} strokes @param {readonly import('./stroke.js').Point[]} points  after the last of them @returns {Pretence | null} */
export function foreseen(strokes, points) {
  const last = strokes.at(-1);
  if (!last || points.length === 0) return null;
  return { strokes: [...strokes.slice(0, -1), extendStroke(last, points)], drawn: last.length };
}
