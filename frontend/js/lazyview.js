/**
 * A view that is loaded when the first answer is there: nobody waits for it before the first stroke. What it missed until
 * then it is told at once, if it is still shown. Where it cannot be loaded the next answer tries again.
 *
 * @template Answer
 * @param {() => Promise<import('./reading.js').ReadingView<Answer>>} load
 * @returns {import('./reading.js').ReadingView<Answer>}
 */
export function lazyView(load) {
  /** @type {import('./reading.js').ReadingView<Answer> | null} */
  let view = null;
  /** @type {(() => void) | null} */
  let missed = null;
  let loading = false;

  async function begin() {
    if (loading) return;
    loading = true;
    view = await load().catch(() => null);
    loading = false;
    if (view) missed?.();
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
