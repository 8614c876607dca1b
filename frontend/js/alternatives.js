/** What a digit of a number may be instead: the candidates of the one that is picked, the most probable first. */

import { createCandidate } from './candidate.js';
import { createRows } from './rows.js';
import { say } from './text.js';

/** @param {{panel: HTMLElement, title: HTMLElement, list: HTMLElement}} elements  the list is empty */
export function createAlternatives({ panel, title, list }) {
  const rows = createRows(list, createCandidate);

  return {
    /** @param {import('./annotate.js').Annotated | null} digit  null where none is picked */
    show(digit) {
      title.textContent = digit ? say('number.may.title', digit) : say('number.hint');
      const candidates = digit?.candidates ?? [];
      for (const [rank, row] of rows.take(candidates.length).entries()) {
        row.name(candidates[rank].digit);
        row.show(candidates[rank].probability, rank === 0);
      }
    },
    /** A digit was picked on the sheet, which may fill a small screen. */
    reveal() {
      panel.scrollIntoView({ block: 'nearest' });
    },
  };
}
