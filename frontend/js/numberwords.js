/** What the service thinks of a number, in words: for those who hear the page. */

import { formatPercent } from './percent.js';
import { doubts } from './words.js';

/**
 * @typedef {import('./annotate.js').Annotated} Annotated
 * @typedef {import('./api.js').Line} Line
 */

/** The name of a digit's button. @param {Pick<Annotated, 'digit' | 'place' | 'probability' | 'doubt'>} digit */
export function digitLabel({ digit, place, probability, doubt }) {
  const label = `${digit}, ${place}, ${percentWords(probability)}`;
  if (doubt === 'none') return label;
  return doubt === 'digit' ? `${label}, not sure` : `${label}, to be checked`;
}

/** The answer for those who hear it. @param {readonly Line[]} lines */
export function spokenLines(lines) {
  if (lines.length === 1) return `Read as ${spokenLine(lines[0])}.`;
  const sentences = lines.map((line, row) => `Line ${row + 1}: ${spokenLine(line)}.`);
  return `Read as ${lines.length} lines. ${sentences.join(' ')}`;
}

/** What a digit may be, once it is picked. @param {Pick<Annotated, 'place' | 'candidates'>} digit */
export function spokenAlternatives({ place, candidates }) {
  const guesses = candidates.map(({ digit, probability }) => `${digit} with ${percentWords(probability)}`);
  return `What ${place} may be: ${guesses.join(', ')}.`;
}

/** Digit by digit: a long number said as one would take too long to follow. @param {Line} line */
function spokenLine({ digits, probability, decision, reasons }) {
  const text = digits.map(({ digit }) => digit).join(' ');
  return decision === 'accept'
    ? `${text}, ${percentWords(probability)} sure`
    : `${text}, but please check: ${doubts(reasons)}`;
}

/** @param {number} probability */
function percentWords(probability) {
  return formatPercent(probability).replace('>', 'more than ').replace('<', 'less than ');
}
