/** What the service thinks, in words that are as sure as it is. */

/** @typedef {import('./api.js').Candidate} Candidate */

const NAMES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** From this probability on a second candidate is worth a word: one time in twenty it is the right one. */
const WORTH_A_WORD = 0.05;

/** @param {readonly Candidate[]} candidates  two or more, the most probable first */
export function verdict([first, second]) {
  const guess = `${certainty(first.probability)} ${withArticle(first.digit)}`;
  return second.probability < WORTH_A_WORD ? guess : `${guess}, or ${withArticle(second.digit)}`;
}

/** The answer for those who hear it. @param {Candidate} candidate @param {string} percent */
export function spoken({ digit }, percent) {
  return `Read as ${NAMES[digit]}, ${percent.replace('>', 'more than ')} sure.`;
}

/** @param {number} probability */
function certainty(probability) {
  if (probability >= 0.98) return 'Almost certainly';
  if (probability >= 0.8) return 'Probably';
  return probability >= 0.5 ? 'Perhaps' : 'Hard to say: perhaps';
}

/** @param {number} digit */
function withArticle(digit) {
  return `${digit === 8 ? 'an' : 'a'} ${NAMES[digit]}`;
}
