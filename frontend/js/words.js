/** What the service thinks, in words that are as sure as it is. */

import { percentWords } from './percent.js';
import { say } from './text.js';

/** @typedef {import('./api.js').Answer} Answer */

/** From this probability on a second candidate is worth a word: one time in twenty it is the right one. */
const WORTH_A_WORD = 0.05;

/** Why a person should look at the ink, by the service's names: those that the page has words for. */
export const REASONS = /** @type {const} */ ([
  'low_confidence',
  'not_a_digit',
  'several_digits',
  'faint_ink',
  'constraint_unsatisfied',
]);

/** @param {Pick<Answer, 'decision' | 'candidates'>} answer */
export function verdict({ decision, candidates: [first, second] }) {
  const one = say('digit.one', first);
  const guess = second.probability < WORTH_A_WORD ? one : say('verdict.or', { first: one, second: say('digit.one', second) });
  return say(certainty(first.probability, decision), { guess });
}

/** Whether an answer can be taken as it is. @param {Pick<Answer, 'decision' | 'reasons'>} answer */
export function advice({ decision, reasons }) {
  return decision === 'accept' ? say('decision.accept') : say('decision.review', { doubts: doubts(reasons) });
}

/** The answer for those who hear it. @param {Pick<Answer, 'digit' | 'probability' | 'decision' | 'reasons'>} answer */
export function spoken({ digit, probability, decision, reasons }) {
  return say('spoken.read', { answer: spokenText(say('digit.name', { digit }), { probability, decision, reasons }) });
}

/**
 * A text that was read, with what is thought of it.
 * @param {string} text
 * @param {Pick<Answer, 'probability' | 'decision' | 'reasons'>} answer
 */
export function spokenText(text, { probability, decision, reasons }) {
  return decision === 'accept'
    ? say('spoken.accept', { text, percent: percentWords(probability) })
    : say('spoken.review', { text, doubts: doubts(reasons) });
}

/** @param {readonly import('./api.js').Reason[]} reasons */
export function doubts(reasons) {
  return reasons.map((reason) => say(`doubt.${reason}`)).join(say('doubt.between'));
}

/**
 * One digit can be far more probable than the others, and the ink still look like none.
 *
 * @param {number} probability
 * @param {Answer['decision']} decision
 */
function certainty(probability, decision) {
  if (decision === 'accept' && probability >= 0.98) return 'verdict.certain';
  if (decision === 'accept' && probability >= 0.8) return 'verdict.probable';
  return probability >= 0.5 ? 'verdict.possible' : 'verdict.hard';
}
