/**
 * How the answer changed while a drawing grew: what was read of it, from the first ink on.
 *
 * @typedef {{ink: number, strokes: number, digit: number, probability: number}} Step  ink: points, of so many strokes
 * @typedef {{digit: number, probability: number, strokes: number, steps: readonly number[]}} Turn  a digit for as long as it
 *   was the answer: its last probability, the strokes there were then, and the probabilities of all its steps
 */

/** So many steps are kept; the oldest are forgotten. */
export const MOST_STEPS = 200;

/**
 * The trail with one more answer. What was read of more ink, or of as much, is forgotten: it was undone, or is read anew.
 *
 * @param {readonly Step[]} trail
 * @param {Step} step
 * @returns {readonly Step[]}
 */
export function extendTrail(trail, step) {
  return [...trail.filter(({ ink }) => ink < step.ink), step].slice(-MOST_STEPS);
}

/** @param {readonly Step[]} trail @returns {Turn[]} */
export function turnsOf(trail) {
  /** @type {Turn[]} */
  const turns = [];
  for (const { digit, probability, strokes } of trail) {
    const last = turns.at(-1);
    const steps = last?.digit === digit ? [...last.steps, probability] : [probability];
    if (last?.digit === digit) turns.pop();
    turns.push({ digit, probability, strokes, steps });
  }
  return turns;
}

/** @param {import('./history.js').Sheet} sheet @param {import('./api.js').Candidate} answer @returns {Step} */
export function stepOf({ strokes }, { digit, probability }) {
  return { ink: strokes.flat().length, strokes: strokes.length, digit, probability };
}
