/** A radio group of buttons: one stop of the Tab key, and the arrows choose. */

/** How far a key moves in a group of choices. @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * @param {readonly HTMLElement[]} buttons  each with role="radio" and its data-choice
 * @param {(choice: string) => void} onChoose
 * @param {AbortSignal} signal
 */
export function createChoice(buttons, onChoose, signal) {
  for (const [index, button] of buttons.entries()) {
    button.addEventListener('click', () => onChoose(choiceOf(button)), { signal });
    button.addEventListener('keydown', (event) => {
      const next = moved(index, event.key, buttons.length);
      if (next === index) return;
      event.preventDefault();
      buttons[next].focus();
      onChoose(choiceOf(buttons[next]));
    }, { signal });
  }

  return {
    /** @param {string} choice */
    show(choice) {
      for (const button of buttons) {
        const chosen = choiceOf(button) === choice;
        button.setAttribute('aria-checked', String(chosen));
        button.tabIndex = chosen ? 0 : -1;
      }
    },
  };
}

/** @param {HTMLElement} button */
function choiceOf(button) {
  return button.dataset.choice ?? '';
}

/**
 * Where a key leads from one of the choices; round at both ends.
 * @param {number} index @param {string} key @param {number} count
 */
export function moved(index, key, count) {
  return (index + (STEPS[key] ?? 0) + count) % count;
}
