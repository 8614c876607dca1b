/** The buttons under the sheet and the same commands from the keyboard. */

import { isBlank } from './history.js';
import { shortcutOf } from './shortcut.js';

/** @typedef {'undo' | 'redo' | 'clear'} Command */

/** Where these keys have another work: in what lies over the sheet, and in fields. The slider of the pens knows none of them. */
const ELSEWHERE = 'dialog, select, textarea, input:not([type="range"])';

/**
 * @param {Record<Command, HTMLButtonElement>} buttons
 * @param {Record<Command, () => void>} commands
 * @param {AbortSignal} signal
 */
export function createToolbar(buttons, commands, signal) {
  for (const [name, button] of pairs(buttons)) {
    button.addEventListener('click', commands[name], { signal });
  }
  document.addEventListener(
    'keydown',
    (event) => {
      const name = shortcutOf(event);
      if (name === null || isElsewhere(event.target)) return;
      event.preventDefault();
      commands[name]();
    },
    { signal },
  );

  return {
    // aria-disabled and not disabled: a button that greys out under the keyboard focus must not lose it.
    /** @param {import('./history.js').History} history */
    show({ past, sheet, future }) {
      const possible = { undo: past.length > 0, redo: future.length > 0, clear: !isBlank(sheet) };
      for (const [name, button] of pairs(buttons)) {
        button.setAttribute('aria-disabled', String(!possible[name]));
      }
    },
  };
}

/** @param {EventTarget | null} target */
function isElsewhere(target) {
  return target instanceof Element && target.closest(ELSEWHERE) !== null;
}

/** @param {Record<Command, HTMLButtonElement>} buttons */
function pairs(buttons) {
  return /** @type {[Command, HTMLButtonElement][]} */ (Object.entries(buttons));
}

/** Apple's keyboards write their shortcuts another way. @param {Iterable<HTMLElement>} hints  each with its data-apple text */
export function adaptHints(hints) {
  if (!/Mac|iPhone|iPad/.test(navigator.platform)) return;
  for (const hint of hints) {
    hint.textContent = hint.dataset.apple ?? null;
    delete hint.dataset.i18n; // the signs on the keys are the same in every language
  }
}
