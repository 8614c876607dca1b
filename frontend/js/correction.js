/**
 * Digits that a person put right, as a text of JSON lines: a line for each, with its label first, then the strokes as the
 * service takes them. `python -m model_training train --extra` reads it, and so does `python -m backend predict`.
 *
 * @typedef {import('./stroke.js').WireStroke} WireStroke
 * @typedef {object} Correction
 * @property {number} label  what the person says it is
 * @property {WireStroke[]} strokes
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
 * @param {Pick<import('./api.js').Answer, 'digit' | 'probability' | 'decision' | 'model_version'>} answer
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
 * What they say these strokes are; null where they are all of others.
 * @param {string} lines
 * @param {readonly WireStroke[]} strokes
 * @returns {number | null}
 */
export function labelOf(lines, strokes) {
  const place = placeOf(lines, strokes);
  return place && JSON.parse(lines.slice(place.start, place.end)).label;
}

/** @param {string} lines @param {readonly WireStroke[]} strokes */
export function withoutStrokes(lines, strokes) {
  const place = placeOf(lines, strokes);
  return place ? lines.slice(0, place.start) + lines.slice(place.end) : lines;
}

/** The line of these strokes. @param {string} lines @param {readonly WireStroke[]} strokes */
function placeOf(lines, strokes) {
  const at = lines.indexOf(`"strokes":${JSON.stringify(strokes)},`);
  return at < 0 ? null : { start: lines.lastIndexOf('\n', at) + 1, end: lines.indexOf('\n', at) + 1 };
}

/** @param {string} lines */
export function countOf(lines) {
  return lines.split('\n').length - 1;
}
