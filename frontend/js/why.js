/**
 * Why a digit is read as it is: once an answer has settled the service is asked what speaks for it, and that is shown
 * over what the model saw, and said in words. While the pen moves nobody asks: it costs as much as a hundred answers.
 *
 * @typedef {import('./api.js').Explanation} Explanation
 * @typedef {import('./history.js').Sheet} Sheet
 */

import { contextOf } from './canvas.js';
import { createComparison } from './comparison.js';
import { colourOf, heatPixels } from './heat.js';
import { createLatest } from './latest.js';
import { Problem } from './problem.js';
import { readSheet } from './reading.js';
import { createRetry } from './retry.js';
import { say } from './text.js';
import { othersName, whyWords } from './whywords.js';

/** Milliseconds of quiet after an answer: whoever goes on writing at once asks for nothing. */
const QUIET = 400;
const RETRY = { first: 2_000, longest: 30_000 };

/** From this probability on the runner-up is worth being compared with alone, until a person says what with. */
const RIVAL = 0.01;

/**
 * @param {(against: readonly number[]) => import('./api.js').Reader<Explanation>} explanations
 * @param {{canvas: HTMLCanvasElement, words: HTMLElement, legend: HTMLElement, forWords: HTMLElement, againstWords: HTMLElement, comparison: HTMLElement}} parts
 * @param {AbortSignal} signal
 * @returns {import('./reading.js').ReadingView<import('./api.js').Answer>}
 */
export function createWhy(explanations, parts, signal) {
  /** @type {{sheet: Sheet, rival: import('./api.js').Candidate} | null} */
  let open = null;
  /** @type {import('./comparison.js').Compared | null} */
  let wanted = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const retry = createRetry(ask, RETRY);
  const latest = createLatest({
    ask: ({ sheet, against }, patience) => readSheet(explanations(against), sheet, patience),
    onReply(explanation) {
      retry.reset();
      show(parts, explanation);
    },
    onFailure(error) {
      if (!(error instanceof Problem)) throw error;
      parts.words.textContent = say('why.failed');
      if (error.passing) retry.plan(error.wait);
    },
    spacing: 0,
  });

  const comparison = createComparison(parts.comparison, (compared) => {
    wanted = compared;
    parts.words.ariaLive = 'polite'; // who asks for it wants to hear it
    clearTimeout(timer);
    ask();
  }, signal);

  function ask() {
    if (open === null) return;
    const { sheet, rival } = open;
    const compared = wanted ?? usual(rival);
    comparison.show(rival.digit, compared);
    latest.now({ sheet, against: compared === 'rival' ? [rival.digit] : [] });
  }

  function forget() {
    open = null;
    parts.words.ariaLive = 'off';
    comparison.hide();
    clearTimeout(timer);
    retry.stop();
    latest.forget();
    clear(parts);
  }

  return {
    showNothing: forget,
    showBusy: forget,
    showAnswer({ candidates: [, second] }, settled, sheet) {
      forget();
      if (!settled) return;
      open = { sheet, rival: second };
      comparison.show(second.digit, wanted ?? usual(second));
      timer = setTimeout(ask, QUIET);
    },
    showProblem: forget,
  };
}

/** @param {import('./api.js').Candidate} rival @returns {import('./comparison.js').Compared} */
function usual({ probability }) {
  return probability >= RIVAL ? 'rival' : 'all';
}

/** @param {Parameters<typeof createWhy>[1]} parts @param {Explanation} explanation */
function show({ canvas, words, legend, forWords, againstWords }, explanation) {
  const style = getComputedStyle(canvas);
  const colours = {
    for: colourOf(style.getPropertyValue('--speaks-for')),
    against: colourOf(style.getPropertyValue('--speaks-against')),
  };
  const pixels = heatPixels(explanation.frame, explanation.saliency, colours);
  contextOf(canvas).putImageData(new ImageData(pixels, canvas.width, canvas.height), 0, 0);
  forWords.textContent = say('why.legend', { digit: String(explanation.digit) });
  againstWords.textContent = say('why.legend', { digit: othersName(explanation.against) });
  words.textContent = whyWords(explanation);
  canvas.setAttribute('aria-label', say('why.label', { words: whyWords(explanation) }));
  legend.hidden = false;
}

/** @param {Parameters<typeof createWhy>[1]} parts */
function clear({ canvas, words, legend }) {
  contextOf(canvas).clearRect(0, 0, canvas.width, canvas.height);
  canvas.setAttribute('aria-label', say('why.waiting'));
  words.textContent = '';
  legend.hidden = true;
}
