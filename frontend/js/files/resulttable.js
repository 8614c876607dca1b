/** The results of many files as a table: names for programs, and a note for people. */

/** Probabilities to so many places. */
const PLACES = 4;

export const COLUMNS = Object.freeze(['file', 'reading', 'probability', 'decision', 'note']);

/**
 * @param {readonly import('./result.js').Result[]} results
 * @param {(result: import('./result.js').Result) => string} noteOf  the doubts or the problem in words
 * @returns {import('./csv.js').Table}
 */
export function tableOf(results, noteOf) {
  return [COLUMNS, ...results.map((result) => [result.file.name, ...cells(result), noteOf(result)])];
}

/** @param {import('./result.js').Result} result @returns {(string | number)[]} */
function cells({ reading, state }) {
  if (reading === null) return ['', '', state === 'unread' ? 'unread' : 'waiting'];
  return [reading.text, Number(reading.probability.toFixed(PLACES)), reading.decision];
}
