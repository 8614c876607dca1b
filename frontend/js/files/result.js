/**
 * What has become of one of many files.
 *
 * @typedef {import('../api.js').Reason} Reason
 * @typedef {import('../mode.js').Mode} Mode
 * @typedef {'waiting' | 'reading' | 'read' | 'unread'} State
 * @typedef {object} Reading
 * @property {string} text  the digit, or the numbers of all lines
 * @property {number} probability  of the least certain line
 * @property {'accept' | 'review'} decision
 * @property {readonly Reason[]} reasons
 *
 * @typedef {object} Result
 * @property {File} file
 * @property {Mode} mode  what it is read as
 * @property {State} state
 * @property {Reading | null} reading  once read
 * @property {import('../problem.js').Problem | null} problem  once it is known that it stays unread
 *
 * @typedef {{all: number, done: number, review: number, unread: number}} Counts
 */

/** Between the numbers of two lines. No spreadsheet takes it for a date or a fraction. */
const BETWEEN = '; ';

/** @param {File} file @param {Mode} mode @returns {Result} */
export function newResult(file, mode) {
  return { file, mode, state: 'waiting', reading: null, problem: null };
}

/** @param {import('../api.js').Answer} answer @returns {Reading} */
export function readingOfDigit({ digit, probability, decision, reasons }) {
  return { text: String(digit), probability, decision, reasons };
}

/** @param {import('../api.js').Transcript} transcript @returns {Reading} */
export function readingOfNumber({ lines }) {
  return {
    text: lines.map((line) => line.text).join(BETWEEN),
    probability: Math.min(...lines.map((line) => line.probability)),
    decision: lines.every((line) => line.decision === 'accept') ? 'accept' : 'review',
    reasons: [...new Set(lines.flatMap((line) => line.reasons))],
  };
}

/** Asking again can help: it was not asked for yet, or refused for a while. @param {Result} result */
export function isOpen({ state, problem }) {
  return state === 'waiting' || (problem?.repeatable ?? false);
}

/** @param {readonly Result[]} results @returns {Counts} */
export function countsOf(results) {
  const count = (/** @type {(result: Result) => boolean} */ fits) => results.filter(fits).length;
  return {
    all: results.length,
    done: count(({ state }) => state === 'read' || state === 'unread'),
    review: count(({ reading }) => reading?.decision === 'review'),
    unread: count(({ state }) => state === 'unread'),
  };
}
