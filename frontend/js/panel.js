/**
 * The panel beside the sheet. It is in one of three states, which the style sheet shows by `data-state`: empty, answer,
 * problem. What an answer looks like is left to those who show one.
 *
 * @typedef {Record<'panel' | 'title' | 'text' | 'repeat' | 'spoken' | 'sheet', HTMLElement>} Parts
 */

import { problemWords } from './problem.js';

/** @param {Parts} parts */
export function createPanel(parts) {
  /** @param {'empty' | 'answer' | 'problem'} state */
  function enter(state) {
    parts.panel.dataset.state = state;
    parts.panel.toggleAttribute('data-busy', false);
    if (state !== 'problem') hideRepeat(parts);
  }

  /** A live region speaks on every change, so it is left alone where nothing is new. @param {string} words */
  function announce(words) {
    if (parts.spoken.textContent !== words) parts.spoken.textContent = words;
  }

  return {
    announce,
    showNothing() {
      enter('empty');
      announce('');
    },
    showBusy() {
      parts.panel.toggleAttribute('data-busy', true);
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
      announce(`${title}. ${text}`);
    },
  };
}

/** The button takes no keyboard focus with it into nowhere. @param {Parts} parts */
function hideRepeat({ repeat, sheet }) {
  if (repeat === document.activeElement) sheet.focus({ preventScroll: true });
  repeat.hidden = true;
}
