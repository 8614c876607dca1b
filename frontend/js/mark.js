/**
 * One digit marked over the sheet. Its box and its reading say together how sure it is or who
 * says so, and not by colour alone.
 */

import { element } from './element.js';

export function createMark() {
  const item = element('div', 'mark');
  const reading = element('span', 'mark-reading');
  item.append(reading);

  return {
    item,
    /** @param {import('./annotate.js').Annotated} digit @param {boolean} picked */
    show(digit, picked) {
      reading.textContent = `${digit.print}${digit.corrected ? '*' : digit.doubt === 'digit' ? '?' : ''}`;
      item.dataset.doubt = digit.doubt;
      item.toggleAttribute('data-corrected', digit.corrected);
      item.toggleAttribute('data-picked', picked);
    },
    /** @param {import('./box.js').Box} part  of the sheet @param {'above' | 'below' | 'inside'} place  of the reading */
    lay(part, place) {
      for (const [name, value] of Object.entries(part)) item.style.setProperty(`--${name}`, String(value));
      item.dataset.place = place;
    },
  };
}
