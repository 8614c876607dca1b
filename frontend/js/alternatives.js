/**
 * What a digit of a number may be instead: the candidates of the one that is picked, the most probable first. A tap on
 * one says that it is this.
 */

import { createCandidate } from './candidate.js';
import { element } from './element.js';
import { createRows } from './rows.js';
import { say } from './text.js';

/**
 * @param {{title: HTMLElement, list: HTMLElement}} elements  the list is empty
 * @param {(digit: number) => void} onChoose
 */
export function createAlternatives({ title, list }, onChoose) {
  const rows = createRows(list, () => createAlternative(onChoose));

  return {
    /** @param {import('./annotate.js').Annotated | null} digit  null where none is picked */
    show(digit) {
      title.textContent = digit ? say('number.may.title', digit) : say('number.hint');
      const candidates = digit?.candidates ?? [];
      for (const [rank, row] of rows.take(candidates.length).entries()) row.show(candidates[rank], rank, digit?.said);
    },
  };
}

/** @param {(digit: number) => void} onChoose */
function createAlternative(onChoose) {
  const button = element('button', 'candidate', { type: 'button' });
  const candidate = createCandidate(button);
  const item = element('li', 'alternative', {}, [button]);
  let shown = 0;
  button.addEventListener('click', () => onChoose(shown));

  return {
    item,
    /** @param {import('./api.js').Candidate} candidate @param {number} rank @param {number | null} [said] */
    show({ digit, probability }, rank, said) {
      shown = digit;
      candidate.name(digit);
      candidate.show(probability, rank === 0);
      button.setAttribute('aria-pressed', String(digit === said));
    },
  };
}
