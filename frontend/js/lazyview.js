/**
 * A view that is loaded when the first answer is settled: nobody waits for it before the first stroke, and under the moving
 * pen its arrival would cost a frame. What it missed until then it is told at once, in order, as far as it is still shown.
 * Where it cannot be loaded the next answer tries again.
 *
 * @template Answer
 * @param {(use: (view: import('./reading.js').ReadingView<Answer>) => void) => Promise<void>} bring  uses it once it is there
 * @returns {import('./reading.js').ReadingView<Answer>}
 */
export function lazyView(bring) {
  /** @type {import('./reading.js').ReadingView<Answer> | null} */
  let view = null;
  /** @type {(() => void)[]} */
  let missed = [];
  let loading = false;

  async function begin() {
    if (loading) return;
    loading = true;
    await bring((brought) => {
      view = brought;
      for (const tell of missed) tell();
      missed = [];
    });
    loading = false;
  }

  return {
    showNothing() {
      missed = [];
      view?.showNothing();
    },
    showBusy: () => view?.showBusy(),
    showAnswer(answer, settled, sheet) {
      if (view) return view.showAnswer(answer, settled, sheet);
      missed.push(() => view?.showAnswer(answer, settled, sheet));
      if (settled) begin();
    },
    showProblem(problem, subject) {
      missed = [];
      view?.showProblem(problem, subject);
    },
  };
}
