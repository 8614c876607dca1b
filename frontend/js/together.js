/**
 * Several views of the same answers as one: each is told everything, in their order.
 *
 * @template Answer
 * @typedef {import('./reading.js').ReadingView<Answer>} ReadingView
 */

/**
 * @template Answer
 * @param {ReadingView<Answer>[]} views
 * @returns {ReadingView<Answer>}
 */
export function together(...views) {
  return {
    showNothing() {
      for (const view of views) view.showNothing();
    },
    showBusy() {
      for (const view of views) view.showBusy();
    },
    showAnswer(answer, settled, sheet) {
      for (const view of views) view.showAnswer(answer, settled, sheet);
    },
    showProblem(problem, subject) {
      for (const view of views) view.showProblem(problem, subject);
    },
  };
}
