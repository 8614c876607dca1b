/**
 * How a digit of a number is marked: it may itself be unsure, or stand in a line that a person should look at.
 *
 * @typedef {'none' | 'line' | 'digit'} Doubt
 */

/** One in ten digits this unsure is misread: worth a look, whatever was decided on the line. */
export const SURE_FROM = 0.9;

/**
 * @param {{probability: number}} digit
 * @param {{decision: 'accept' | 'review'}} line
 * @returns {Doubt}
 */
export function doubtOf({ probability }, { decision }) {
  if (probability < SURE_FROM) return 'digit';
  return decision === 'accept' ? 'none' : 'line';
}
