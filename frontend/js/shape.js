/** Whether a service's JSON is what was asked for. A hotel's log-in page may answer 200 with JSON of its own. */

import { REASONS } from './words.js';

/** Pixels of a side of what the model sees. */
const SIDE = 28;

/** @param {any} body @returns {body is import('./api.js').Answer} */
export function isAnswer(body) {
  return (
    isCandidate(body) &&
    isDecided(body) &&
    areAll(body.candidates, isCandidate) &&
    body.candidates.length === 10 &&
    typeof body.model_version === 'string' &&
    typeof body.frame === 'string'
  );
}

/** @param {any} body @returns {body is import('./api.js').Transcript} */
export function isTranscript(body) {
  return typeof body?.model_version === 'string' && areAll(body.lines, isLine) && body.lines.length > 0;
}

/** @param {any} body @returns {body is import('./api.js').Explanation} */
export function isExplanation(body) {
  return (
    Number.isInteger(body?.digit) &&
    areAll(body.against, Number.isInteger) &&
    body.against.length > 0 &&
    isGrid(body.saliency) &&
    isGrid(body.frame)
  );
}

/** @param {any} body @returns {body is {version: string}} */
export function isModelCard(body) {
  return typeof body?.version === 'string';
}

/** Accepted, or for review with reasons that the page has words for. @param {any} body */
function isDecided({ decision, reasons }) {
  if (!areAll(reasons, (reason) => REASONS.includes(reason))) return false;
  return decision === (reasons.length === 0 ? 'accept' : 'review');
}

/** @param {any} line */
function isLine(line) {
  return (
    typeof line?.probability === 'number' &&
    isDecided(line) &&
    areAll(line.digits, isDigitInLine) &&
    line.text === line.digits.map((/** @type {import('./api.js').DigitInLine} */ { digit }) => digit).join('')
  );
}

/** @param {any} value */
function isDigitInLine(value) {
  return isCandidate(value) && areAll(value.candidates, isCandidate) && isBox(value.box) && areAll(value.strokes, Number.isInteger);
}

/** @param {any} value */
function isBox(value) {
  return ['x', 'y', 'width', 'height'].every((name) => Number.isFinite(value?.[name]));
}

/** Of the frame's size. @param {any} value */
function isGrid(value) {
  return areAll(value, (row) => areAll(row, Number.isFinite) && row.length === SIDE) && value.length === SIDE;
}

/** @param {unknown} list @param {(value: any) => boolean} fits */
function areAll(list, fits) {
  return Array.isArray(list) && list.every(fits);
}

/** @param {any} value */
function isCandidate(value) {
  return Number.isInteger(value?.digit) && value.digit >= 0 && value.digit <= 9 && typeof value.probability === 'number';
}
