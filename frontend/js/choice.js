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
    button.addEventListener('click', () => onChoose(button.dataset.choice), { signal });
    button.addEventListener('keydown', (event) => {
      const next = moved(index, event.key, buttons.length);
      if (next === index) return;
      event.preventDefault();
      buttons[next].focus();
      onChoose(buttons[next].dataset.choice);
    }, { signal });
  }

  return {
    /** @param {string} choice */
    show(choice) {
      for (const button of buttons) {
        const chosen = button.dataset.choice === choice;
        button.setAttribute('aria-checked', String(chosen));
        button.tabIndex = chosen ? 0 : -1;
      }
    },
  };
}

/**
 * Where a key leads from one of the choices; round at both ends.
 * @param {number} index @param {string} key @param {number} count
 */
export function moved(index, key, count) {
  return (index + (STEPS[key] ?? 0) + count) % count;
}
