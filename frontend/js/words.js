/** What the service thinks, in words that are as sure as it is. */

/** @typedef {import('./api.js').Answer} Answer */

const NAMES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** From this probability on a second candidate is worth a word: one time in twenty it is the right one. */
const WORTH_A_WORD = 0.05;

/**
 * Why a person should look at the ink, by the service's name for it.
 *
 * @type {Record<import('./api.js').Reason, string>}
 */
export const DOUBTS = {
  low_confidence: 'not sure which digit',
  not_a_digit: 'this does not look like a digit',
  several_digits: 'there seems to be more than one digit',
  faint_ink: 'the ink is very faint',
  constraint_unsatisfied: 'no reading has the length or checksum asked for',
};

/** @param {Answer} answer */
export function verdict({ decision, candidates: [first, second] }) {
  const guess = `${certainty(first.probability, decision)} ${withArticle(first.digit)}`;
  return second.probability < WORTH_A_WORD ? guess : `${guess}, or ${withArticle(second.digit)}`;
}

/** Whether an answer can be taken as it is. @param {Pick<Answer, 'decision' | 'reasons'>} answer */
export function advice({ decision, reasons }) {
  return decision === 'accept' ? 'Sure enough.' : `Please check: ${doubts(reasons)}.`;
}

/** The answer for those who hear it. @param {Answer} answer @param {string} percent */
export function spoken({ digit, decision, reasons }, percent) {
  const sureness =
    decision === 'accept' ? `${percent.replace('>', 'more than ')} sure` : `but please check: ${doubts(reasons)}`;
  return `Read as ${NAMES[digit]}, ${sureness}.`;
}

/** @param {readonly import('./api.js').Reason[]} reasons */
export function doubts(reasons) {
  return reasons.map((reason) => DOUBTS[reason]).join('; ');
}

/**
 * One digit can be far more probable than the others, and the ink still look like none.
 *
 * @param {number} probability
 * @param {Answer['decision']} decision
 */
function certainty(probability, decision) {
  if (decision === 'accept' && probability >= 0.98) return 'Almost certainly';
  if (decision === 'accept' && probability >= 0.8) return 'Probably';
  return probability >= 0.5 ? 'Perhaps' : 'Hard to say: perhaps';
}

/** @param {number} digit */
function withArticle(digit) {
  return `${digit === 8 ? 'an' : 'a'} ${NAMES[digit]}`;
}
