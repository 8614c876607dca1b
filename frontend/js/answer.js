/**
 * The answer beside the sheet. It is in one of three states, which the style sheet shows by `data-state`:
 * empty, answer, problem.
 *
 * @typedef {import('./api.js').Answer} Answer
 * @typedef {Record<'panel' | 'digit' | 'percent' | 'verdict' | 'decision' | 'title' | 'text' | 'repeat' | 'spoken' | 'sheet', HTMLElement>} Parts
 */

import { formatPercent } from './percent.js';
import { problemWords } from './problem.js';
import { advice, spoken, verdict } from './words.js';

/**
 * @param {Parts} parts
 * @param {ReturnType<typeof import('./candidates.js').createCandidates>} candidates
 * @param {ReturnType<typeof import('./frame.js').createFrame>} frame
 * @returns {import('./reading.js').ReadingView}
 */
export function createAnswer(parts, candidates, frame) {
  /** @param {'empty' | 'answer' | 'problem'} state */
  function enter(state) {
    parts.panel.dataset.state = state;
    parts.panel.toggleAttribute('data-busy', false);
    if (state !== 'problem') hideRepeat(parts);
    if (state === 'answer') return;
    candidates.clear();
    frame.clear();
  }

  return {
    showNothing() {
      enter('empty');
      announce(parts, '');
    },
    showBusy() {
      parts.panel.toggleAttribute('data-busy', true);
    },
    showAnswer(answer, settled) {
      enter('answer');
      const percent = formatPercent(answer.probability);
      parts.digit.textContent = String(answer.digit);
      parts.percent.textContent = percent;
      parts.verdict.textContent = verdict(answer);
      showDecision(parts, settled ? answer : null);
      candidates.show(answer.candidates);
      frame.show(answer.frame);
      if (settled) announce(parts, spoken(answer, percent));
    },
    showProblem(problem, subject) {
      enter('problem');
      const { title, text } = problemWords(problem, subject);
      parts.title.textContent = title;
      parts.text.textContent = text;
      if (problem.repeatable) parts.repeat.hidden = false;
      else hideRepeat(parts);
      announce(parts, `${title}. ${text}`);
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

/** The button takes no keyboard focus with it into nowhere. @param {Parts} parts */
function hideRepeat({ repeat, sheet }) {
  if (repeat === document.activeElement) sheet.focus({ preventScroll: true });
  repeat.hidden = true;
}

/**
 * A live region speaks on every change, so it is left alone while the pen moves and where nothing is new.
 * @param {Parts} parts @param {string} words
 */
function announce({ spoken: region }, words) {
  if (region.textContent !== words) region.textContent = words;
}
