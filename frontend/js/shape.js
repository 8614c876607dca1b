/** Whether a service's JSON is what was asked for. A hotel's log-in page may answer 200 with JSON of its own. */

import { DOUBTS } from './words.js';

/** @param {any} body @returns {body is import('./api.js').Answer} */
export function isAnswer(body) {
  return (
    isCandidate(body) &&
    isDecided(body) &&
    Array.isArray(body.candidates) &&
    body.candidates.length === 10 &&
    body.candidates.every(isCandidate) &&
    typeof body.model_version === 'string' &&
    typeof body.frame === 'string'
  );
}

/** @param {any} body @returns {body is {version: string}} */
export function isModelCard(body) {
  return typeof body?.version === 'string';
}

/** Accepted, or for review with reasons that the page has words for. @param {any} body */
function isDecided({ decision, reasons }) {
  if (!Array.isArray(reasons) || !reasons.every((reason) => Object.hasOwn(DOUBTS, reason))) return false;
  return decision === (reasons.length === 0 ? 'accept' : 'review');
}

/** @param {any} value @returns {value is import('./api.js').Candidate} */
function isCandidate(value) {
  return Number.isInteger(value?.digit) && value.digit >= 0 && value.digit <= 9 && typeof value.probability === 'number';
}
