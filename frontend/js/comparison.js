/** The switch between what a digit can be compared with: all others, or the runner-up alone. */

import { createChoice } from './choice.js';
import { element } from './element.js';
import { say } from './text.js';

/** @typedef {'all' | 'rival'} Compared */

/**
 * @param {HTMLElement} group  empty
 * @param {(compared: Compared) => void} onChoose
 * @param {AbortSignal} signal
 */
export function createComparison(group, onChoose, signal) {
  const [all, rival] = ['all', 'rival'].map(choiceButton);
  group.append(all, rival);
  const choice = createChoice([all, rival], (name) => onChoose(name === 'rival' ? 'rival' : 'all'), signal);

  return {
    /** @param {number} digit  the runner-up @param {Compared} compared */
    show(digit, compared) {
      group.setAttribute('aria-label', say('why.compare'));
      all.textContent = say('why.compare.all');
      rival.textContent = say('why.compare.one', { digit });
      choice.show(compared);
      group.hidden = false;
    },
    hide() {
      group.hidden = true;
    },
  };
}

/** @param {string} name */
function choiceButton(name) {
  const button = element('button', 'why-choice', { type: 'button', role: 'radio' });
  button.dataset.choice = name;
  return button;
}
