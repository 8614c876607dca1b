/**
 * Digits that a person put right, as a text of JSON lines: a line for each, with its label first, then the strokes as the
 * service takes them. `python -m model_training train --extra` reads it, and so does `python -m backend predict`.
 *
 * @typedef {object} Correction
 * @property {number} label  what the person says it is
 * @property {import('./stroke.js').WireStroke[]} strokes
 * @property {number} digit  what it was read as, so probably
 * @property {number} probability
 * @property {'accept' | 'review'} decision
 * @property {string} model_version
 * @property {string} time  ISO 8601, UTC
 */

import { toWire } from './stroke.js';

/**
 * @param {number} label
 * @param {readonly import('./stroke.js').Stroke[]} strokes
 * @param {import('./api.js').Answer} answer
 * @param {Date} time
 * @returns {Correction}
 */
export function correctionOf(label, strokes, { digit, probability, decision, model_version }, time) {
  return { label, strokes: toWire(strokes), digit, probability, decision, model_version, time: time.toISOString() };
}

/** @param {string} lines @param {Correction} correction */
export function withCorrection(lines, correction) {
  return `${lines}${JSON.stringify(correction)}\n`;
}

/** @param {string} lines */
export function withoutLast(lines) {
  return lines.slice(0, lines.lastIndexOf('\n', lines.length - 2) + 1);
}

/**
 * What the last one says these strokes are; null where it is of others.
 * @param {string} lines
 * @param {readonly import('./stroke.js').Stroke[]} strokes
 * @returns {number | null}
 */
export function labelOf(lines, strokes) {
  const last = lines.slice(withoutLast(lines).length);
  if (!last.includes(`"strokes":${JSON.stringify(toWire(strokes))},`)) return null;
  return JSON.parse(last).label;
}

/** @param {string} lines */
export function countOf(lines) {
  return lines.split('\n').length - 1;
}
