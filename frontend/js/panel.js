/**
 * The panel beside the sheet. It is in one of three states, which the style sheet shows by `data-state`: empty, answer,
 * problem. What an answer looks like is left to those who show one.
 *
 * @typedef {Record<'panel' | 'title' | 'text' | 'repeat' | 'spoken' | 'sheet', HTMLElement>} Parts
 * @typedef {ReturnType<typeof import('./toast.js').createToast>} Toast
 */

import { problemWords } from './problem.js';
import { say } from './text.js';

/** Milliseconds after which a wait is worth a word. */
const SLOW = 2_000;

/** @param {Parts} parts @param {Toast} toast */
export function createPanel(parts, toast) {
  let waiting = 0;

  /** What was said of a wait goes with it. */
  function endWait() {
    clearTimeout(waiting);
    if (parts.panel.hasAttribute('data-slow')) toast.hide();
    parts.panel.toggleAttribute('data-busy', false);
    parts.panel.toggleAttribute('data-slow', false);
  }

  /** @param {'empty' | 'answer' | 'problem'} state */
  function enter(state) {
    parts.panel.dataset.state = state;
    endWait();
    if (state !== 'problem') hideRepeat(parts);
  }

  const announce = speaker(parts.spoken);

  return {
    announce,
    showNothing() {
      enter('empty');
      announce('');
    },
    showBusy() {
      endWait();
      parts.panel.toggleAttribute('data-busy', true);
      waiting = setTimeout(() => {
        parts.panel.toggleAttribute('data-slow', true);
        toast.show(say('answer.slow'));
      }, SLOW);
    },
    showAnswer() {
      enter('answer');
    },
    /** @param {import('./problem.js').Problem} problem @param {'drawing' | 'image'} subject */
    showProblem(problem, subject) {
      enter('problem');
      const { title, text } = problemWords(problem, subject);
      parts.title.textContent = title;
      parts.text.textContent = text;
      if (problem.repeatable) parts.repeat.hidden = false;
      else hideRepeat(parts);
      announce(say('problem.spoken', { title, text }));
    },
  };
}

/** A live region speaks on every change, so it is left alone where nothing is new. @param {HTMLElement} region */
export function speaker(region) {
  return (/** @type {string} */ words) => {
    if (region.textContent !== words) region.textContent = words;
  };
}

/** The button takes no keyboard focus with it into nowhere. @param {Parts} parts */
function hideRepeat({ repeat, sheet }) {
  if (repeat === document.activeElement) sheet.focus({ preventScroll: true });
  repeat.hidden = true;
}
