/**
 * The answer to one digit: it in print, its probability, the other candidates and what the model saw.
 *
 * @typedef {import('./api.js').Answer} Answer
 * @typedef {Record<'digit' | 'percent' | 'verdict' | 'decision', HTMLElement>} Parts
 */

import { formatPercent } from './percent.js';
import { advice, spoken, verdict } from './words.js';

/**
 * @param {ReturnType<typeof import('./panel.js').createPanel>} panel
 * @param {Parts} parts
 * @param {ReturnType<typeof import('./candidates.js').createCandidates>} candidates
 * @param {ReturnType<typeof import('./frame.js').createFrame>} frame
 * @returns {import('./reading.js').ReadingView<Answer>}
 */
export function createAnswer(panel, parts, candidates, frame) {
  function clear() {
    candidates.clear();
    frame.clear();
  }

  return {
    showNothing() {
      panel.showNothing();
      clear();
    },
    showBusy: panel.showBusy,
    showAnswer(answer, settled) {
      panel.showAnswer();
      parts.digit.textContent = String(answer.digit);
      parts.percent.textContent = formatPercent(answer.probability);
      parts.verdict.textContent = verdict(answer);
      showDecision(parts, settled ? answer : null);
      candidates.show(answer.candidates);
      frame.show(answer.frame);
      if (settled) panel.announce(spoken(answer));
    },
    showProblem(problem, subject) {
      panel.showProblem(problem, subject);
      clear();
    },
  };
}

/**
 * Half a digit often looks like none, so there is no decision while the pen moves.
 *
 * @param {Parts} parts
 * @param {Answer | null} answer
 */
function showDecision({ decision }, answer) {
  decision.dataset.decision = answer?.decision ?? '';
  decision.textContent = answer ? advice(answer) : '';
}
