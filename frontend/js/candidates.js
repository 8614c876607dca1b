/** Ten bars, one for each digit, always in the order of the digits so that the eye finds them again. */

import { createCandidate } from './candidate.js';
import { createRows } from './rows.js';

/** @param {HTMLElement} list  an empty list element */
export function createCandidates(list) {
  const rows = createRows(list, () => createCandidate()).take(10);
  for (const [digit, row] of rows.entries()) row.name(digit);

  return {
    /** @param {readonly import('./api.js').Candidate[]} candidates  the most probable first */
    show(candidates) {
      for (const [rank, { digit, probability }] of candidates.entries()) rows[digit].show(probability, rank === 0);
    },
    clear() {
      for (const row of rows) row.clear();
    },
  };
}
