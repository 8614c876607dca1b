/**
 * One question under way, and at most one waiting: the newest. Questions that may wait (the pen is still
 * down) are spaced out and never cut short a running one, or a slow line would see no answer before the pen
 * is up. Questions that may not wait abort what is running. Nothing overtaken ever reports.
 *
 * @template Question, Reply
 * @typedef {object} LatestOptions
 * @property {(question: Question, signal: AbortSignal) => Promise<Reply>} ask
 * @property {(reply: Reply, question: Question) => void} onReply
 * @property {(error: unknown, question: Question) => void} onFailure
 * @property {number} spacing  milliseconds between the starts of two questions that may wait
 */

/** @param {LatestOptions<any, any>} options */
export function createLatest({ ask, onReply, onFailure, spacing }) {
  /** @type {AbortController | null} */
  let running = null;
  /** @type {{question: any} | null} */
  let waiting = null;
  let started = -Infinity;
  let timer = 0;

  /** @param {any} question */
  async function start(question) {
    forget();
    const mine = new AbortController();
    running = mine;
    started = performance.now();
    const report = await outcome(ask(question, mine.signal));
    if (running !== mine) return;
    running = null;
    if ('reply' in report) onReply(report.reply, question);
    else onFailure(report.error, question);
    startWaiting();
  }

  function startWaiting() {
    if (waiting === null || running !== null) return;
    clearTimeout(timer);
    const rest = started + spacing - performance.now();
    if (rest > 0) timer = setTimeout(startWaiting, rest);
    else start(waiting.question);
  }

  function forget() {
    clearTimeout(timer);
    waiting = null;
    running?.abort();
    running = null;
  }

  return {
    /** Ask when there is room. @param {any} question */
    soon(question) {
      waiting = { question };
      startWaiting();
    },
    /** Ask at once, instead of everything before. @param {any} question */
    now(question) {
      start(question);
    },
    /** Nothing is asked after what runs, unless it is asked from now on. */
    rest() {
      clearTimeout(timer);
      waiting = null;
    },
    /** No answer is wanted any more. */
    forget,
  };
}

/** @param {Promise<any>} promise @returns {Promise<{reply: any} | {error: unknown}>} */
function outcome(promise) {
  return promise.then((reply) => ({ reply }), (error) => ({ error }));
}
