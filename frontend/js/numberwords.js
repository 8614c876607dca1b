/** What the service thinks of a number, in words: for those who hear the page. */

import { formatPercent, percentWords } from './percent.js';
import { say } from './text.js';
import { advice, spokenText } from './words.js';

/**
 * @typedef {import('./annotate.js').Annotated} Annotated
 * @typedef {import('./api.js').Line} Line
 */

/** The name of a digit's button. @param {Pick<Annotated, 'digit' | 'said' | 'place' | 'probability' | 'doubt'>} digit */
export function digitLabel({ digit, said, place, probability, doubt }) {
  if (said === digit) return say('number.digit.confirmed', { digit, place });
  if (said !== null) return say('number.digit.corrected', { digit: said, place, read: digit });
  const label = say('number.digit', { digit, place, percent: percentWords(probability) });
  if (doubt === 'none') return label;
  return say(doubt === 'digit' ? 'number.digit.unsure' : 'number.digit.check', { label });
}

/**
 * What is thought of a line: by the service, until a person has said something of it.
 * @param {Line} line
 * @param {readonly Pick<Annotated, 'said' | 'corrected' | 'doubt'>[]} digits
 * @returns {{decision: 'accept' | 'review', words: string}}
 */
export function lineAdvice(line, digits) {
  const doubtful = digits.some(({ doubt }) => doubt !== 'none');
  if (digits.some(({ corrected }) => corrected)) {
    const words = [say('number.corrected', { text: line.text, percent: formatPercent(line.probability) })];
    if (doubtful) words.push(say('number.rest'));
    return { decision: doubtful ? 'review' : 'accept', words: words.join(say('sentence.between')) };
  }
  const checked = line.decision === 'review' && !doubtful && digits.some(({ said }) => said !== null);
  return checked ? { decision: 'accept', words: say('number.checked') } : { decision: line.decision, words: advice(line) };
}

/** The answer for those who hear it. @param {readonly Line[]} lines @param {readonly (readonly Annotated[])[]} digits  of each */
export function spokenLines(lines, digits) {
  if (lines.length === 1) return say('spoken.read', { answer: spokenLine(lines[0], digits[0]) });
  const sentences = lines.map((line, row) => say('spoken.line', { row: row + 1, answer: spokenLine(line, digits[row]) }));
  return say('spoken.lines', { count: lines.length, lines: sentences.join(say('sentence.between')) });
}

/** What a digit may be, once it is picked. @param {Pick<Annotated, 'place' | 'candidates'>} digit */
export function spokenAlternatives({ place, candidates }) {
  const guesses = candidates.map(({ digit, probability }) =>
    say('spoken.guess', { digit, percent: percentWords(probability) }),
  );
  return say('spoken.may', { place, guesses: guesses.join(say('spoken.between')) });
}

/** Digit by digit: a long number said as one would take too long to follow. @param {Line} line @param {readonly Annotated[]} digits */
function spokenLine(line, digits) {
  const text = digits.map(({ print }) => print).join(' ');
  if (digits.some(({ corrected }) => corrected)) return say('spoken.corrected', { text });
  return spokenText(text, line);
}
