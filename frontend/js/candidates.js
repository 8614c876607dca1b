/** Ten bars, one for each digit, always in the order of the digits so that the eye finds them again. */

import { formatPercent } from './percent.js';

/** @param {HTMLElement} list  an empty list element */
export function createCandidates(list) {
  const rows = Array.from({ length: 10 }, (_, digit) => createRow(digit));
  list.replaceChildren(...rows.map((row) => row.item));

  return {
    /** @param {readonly import('./api.js').Candidate[]} candidates  the most probable first */
    show(candidates) {
      candidates.forEach(({ digit, probability }, rank) => {
        const { item, percent } = rows[digit];
        item.style.setProperty('--share', String(probability));
        item.toggleAttribute('data-first', rank === 0);
        percent.textContent = formatPercent(probability);
      });
    },
    clear() {
      for (const { item, percent } of rows) {
        item.style.setProperty('--share', '0');
        item.toggleAttribute('data-first', false);
        percent.textContent = '';
      }
    },
  };
}

/** @param {number} digit */
function createRow(digit) {
  const item = element('li', 'candidate');
  const name = element('span', 'candidate-digit');
  const track = element('span', 'candidate-track');
  const percent = element('span', 'candidate-percent');
  name.textContent = String(digit);
  track.append(element('span', 'candidate-bar'));
  item.append(name, track, percent);
  return { item, percent };
}

/** @param {string} tag @param {string} className */
function element(tag, className) {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}
