/** The strip that shows how the answer changed: the digits one after the other, each with how probable it was over time. */

import { element } from './element.js';
import { formatPercent, percentWords } from './percent.js';
import { createRows } from './rows.js';
import { say } from './text.js';
import { extendTrail, stepOf, turnsOf } from './trail.js';

/** So many bars of a digit fit beside it. */
const MOST_BARS = 24;
/** So many digits are shown: the last ones. */
const MOST_TURNS = 8;

/**
 * @param {{section: HTMLElement, list: HTMLElement}} parts
 * @returns {import('./reading.js').ReadingView<import('./api.js').Answer>}
 */
export function createTrailStrip({ section, list }) {
  /** @type {readonly import('./trail.js').Step[]} */
  let trail = [];
  const rows = createRows(list, createTurn);

  /** @param {readonly import('./trail.js').Step[]} next */
  function show(next) {
    trail = next;
    const turns = turnsOf(trail).slice(-MOST_TURNS);
    section.hidden = trail.length < 2;
    for (const [index, row] of rows.take(turns.length).entries()) row.show(turns[index]);
  }

  return {
    showNothing: () => show([]),
    showBusy() {},
    showAnswer: (answer, _, sheet) => show(sheet.picture ? [] : extendTrail(trail, stepOf(sheet, answer))),
    showProblem() {},
  };
}

function createTurn() {
  const item = element('li', 'turn');
  const name = element('span', 'turn-digit');
  const bars = element('span', 'turn-bars');
  const percent = element('span', 'turn-percent');
  const words = element('span', 'visually-hidden');
  for (const part of [name, bars, percent]) part.setAttribute('aria-hidden', 'true');
  item.append(name, bars, percent, words);
  const columns = createRows(bars, () => ({ item: element('span', 'turn-bar') }));

  return {
    item,
    /** @param {import('./trail.js').Turn} turn */
    show({ digit, probability, strokes, steps }) {
      name.textContent = String(digit);
      percent.textContent = formatPercent(probability);
      words.textContent = say('trail.turn', { digit, percent: percentWords(probability), strokes });
      const shown = thinned(steps, MOST_BARS);
      for (const [index, column] of columns.take(shown.length).entries()) {
        column.item.style.setProperty('--share', String(shown[index]));
      }
    },
  };
}

/**
 * At most so many of the values, from the first to the last.
 * @param {readonly number[]} values
 * @param {number} most
 */
function thinned(values, most) {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, index) => values[Math.round((index * (values.length - 1)) / (most - 1))]);
}
