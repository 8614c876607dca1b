/**
 * A view that is loaded when the first answer is there: nobody waits for it before the first stroke. What it missed until
 * then it is told at once, if it is still shown. Where it cannot be loaded the next answer tries again.
 *
 * @template Answer
 * @param {(use: (view: import('./reading.js').ReadingView<Answer>) => void) => Promise<void>} bring  uses it once it is there
 * @returns {import('./reading.js').ReadingView<Answer>}
 */
export function lazyView(bring) {
  /** @type {import('./reading.js').ReadingView<Answer> | null} */
  let view = null;
  /** @type {(() => void) | null} */
  let missed = null;
  let loading = false;

  async function begin() {
    if (loading) return;
    loading = true;
    await bring((brought) => {
      view = brought;
      missed?.();
    });
    loading = false;
  }

  return {
    showNothing() {
      missed = null;
      view?.showNothing();
    },
    showBusy: () => view?.showBusy(),
    showAnswer(answer, settled, sheet) {
      if (view) return view.showAnswer(answer, settled, sheet);
      missed = () => view?.showAnswer(answer, settled, sheet);
      begin();
    },
    showProblem(problem, subject) {
      missed = null;
      view?.showProblem(problem, subject);
    },
  };
}
