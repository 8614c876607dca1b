/** One line of a number in print: its digits, each a button to pick it, its probability and whether to take it. */

import { element } from './element.js';
import { digitLabel, lineAdvice } from './numberwords.js';
import { formatPercent } from './percent.js';
import { createRows } from './rows.js';

/**
 * @typedef {import('./annotate.js').Annotated} Annotated
 * @param {(key: string) => void} onPick
 */
export function createLine(onPick) {
  const item = element('li', 'line');
  const text = element('p', 'line-text');
  const percent = element('p', 'percent');
  const decision = element('p', 'decision');
  const about = element('div', 'line-about');
  about.append(percent, decision);
  item.append(text, about);
  const digits = createRows(text, () => createDigit(onPick));

  return {
    item,
    /**
     * @param {import('./api.js').Line} line
     * @param {readonly Annotated[]} annotated  its digits
     * @param {{settled: boolean, picked: string | null}} state
     */
    show(line, annotated, { settled, picked }) {
      text.style.setProperty('--digits', String(annotated.length));
      for (const [index, row] of digits.take(annotated.length).entries()) row.show(annotated[index], picked);
      const isRead = annotated.every(({ corrected }) => !corrected);
      percent.textContent = isRead ? formatPercent(line.probability) : ''; // it is of what was read
      const advice = settled ? lineAdvice(line, annotated) : { decision: '', words: '' };
      decision.dataset.decision = advice.decision;
      decision.textContent = advice.words;
    },
  };
}

/** @param {(key: string) => void} onPick */
function createDigit(onPick) {
  const item = element('button', 'line-digit');
  let key = '';
  item.type = 'button';
  item.addEventListener('click', () => onPick(key));

  return {
    item,
    /** @param {Annotated} digit @param {string | null} picked */
    show(digit, picked) {
      key = digit.key;
      item.textContent = String(digit.print);
      item.dataset.doubt = digit.doubt;
      item.toggleAttribute('data-corrected', digit.corrected);
      item.setAttribute('aria-label', digitLabel(digit));
      item.setAttribute('aria-pressed', String(key === picked));
    },
  };
}
