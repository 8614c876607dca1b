/** What the service thinks of a number, in words: for those who hear the page. */

import { percentWords } from './percent.js';
import { say } from './text.js';
import { spokenText } from './words.js';

/**
 * @typedef {import('./annotate.js').Annotated} Annotated
 * @typedef {import('./api.js').Line} Line
 */

/** The name of a digit's button. @param {Pick<Annotated, 'digit' | 'place' | 'probability' | 'doubt'>} digit */
export function digitLabel({ digit, place, probability, doubt }) {
  const label = say('number.digit', { digit, place, percent: percentWords(probability) });
  if (doubt === 'none') return label;
  return say(doubt === 'digit' ? 'number.digit.unsure' : 'number.digit.check', { label });
}

/** The answer for those who hear it. @param {readonly Line[]} lines */
export function spokenLines(lines) {
  if (lines.length === 1) return say('spoken.read', { answer: spokenLine(lines[0]) });
  const sentences = lines.map((line, row) => say('spoken.line', { row: row + 1, answer: spokenLine(line) }));
  return say('spoken.lines', { count: lines.length, lines: sentences.join(say('sentence.between')) });
}

/** What a digit may be, once it is picked. @param {Pick<Annotated, 'place' | 'candidates'>} digit */
export function spokenAlternatives({ place, candidates }) {
  const guesses = candidates.map(({ digit, probability }) =>
    say('spoken.guess', { digit, percent: percentWords(probability) }),
  );
  return say('spoken.may', { place, guesses: guesses.join(say('spoken.between')) });
}

/** Digit by digit: a long number said as one would take too long to follow. @param {Line} line */
function spokenLine(line) {
  return spokenText(line.digits.map(({ digit }) => digit).join(' '), line);
}
