/** A digit that the ink may be: its name, a bar as long as it is probable, and the percentage. */

import { element } from './element.js';
import { formatPercent } from './percent.js';

/** @param {HTMLElement} item  empty, of the class `candidate` */
export function createCandidate(item = element('li', 'candidate')) {
  const name = element('span', 'candidate-digit');
  const track = element('span', 'candidate-track');
  const percent = element('span', 'candidate-percent');
  track.append(element('span', 'candidate-bar'));
  item.append(name, track, percent);

  return {
    item,
    /** @param {number} digit */
    name(digit) {
      name.textContent = String(digit);
    },
    /** @param {number} probability @param {boolean} first  whether it is the most probable one */
    show(probability, first) {
      item.style.setProperty('--share', String(probability));
      item.toggleAttribute('data-first', first);
      percent.textContent = formatPercent(probability);
    },
    clear() {
      item.style.setProperty('--share', '0');
      item.toggleAttribute('data-first', false);
      percent.textContent = '';
    },
  };
}
