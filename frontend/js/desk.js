/**
 * The desk: what is on the sheet with its past, what it is read as, and who is asked about it. Everything that changes
 * the sheet goes through here, and whoever wants to know of it watches.
 *
 * @typedef {import('./history.js').History} History
 * @typedef {import('./history.js').Sheet} Sheet
 * @typedef {import('./mode.js').Mode} Mode
 * @typedef {ReturnType<typeof import('./reading.js').createReading>} Reading
 * @typedef {{reading: Reading, view: {showNothing: () => void}}} Way  who is asked, and where the answer is shown
 */

import { foreseen } from './foresee.js';
import * as histories from './history.js';
import { SHEET_WIDTHS } from './mode.js';

/**
 * @param {object} parts
 * @param {ReturnType<typeof import('./sheet.js').createSheet>} parts.sheet
 * @param {Record<Mode, Way>} parts.ways
 * @param {() => void} parts.lift  ends the stroke under the pen
 * @param {() => import('./nib.js').Nib} parts.nib  of the pen
 */
export function createDesk({ sheet, ways, lift, nib }) {
  let mode = /** @type {Mode} */ ('digit');
  /** @type {History} */
  let history = histories.NEW;
  /** What was there before the stroke under the pen: if that was not meant, it is there again, with all its steps. */
  let before = history;
  /** @type {((history: History) => void)[]} */
  const watchers = [];

  /** @param {History} next @param {(sheet: Sheet) => void} [lay] */
  function show(next, lay = sheet.show) {
    history = next;
    lay(history.sheet);
    tellAll();
  }

  function tellAll() {
    for (const tell of watchers) tell(history);
  }

  return {
    get history() {
      return history;
    },
    get mode() {
      return mode;
    },
    get reading() {
      return ways[mode].reading;
    },
    /** Told of the history now, of every one that follows, and when it is read in another way. @param {(history: History) => void} tell */
    watch(tell) {
      watchers.push(tell);
      tell(history);
    },
    /** A step by a button or a key: what is on the sheet after it is read. @param {(history: History) => History} step */
    settle(step) {
      lift();
      const next = step(history);
      if (next === history) return;
      show(next);
      ways[mode].reading.settle(history.sheet);
    },
    /** What is on the sheet stays there and is read as this, anew where it is this already. @param {Mode} next */
    enter(next) {
      lift();
      const left = ways[mode];
      mode = next;
      left.reading.stop();
      left.view.showNothing();
      sheet.resize(SHEET_WIDTHS[mode]);
      ways[mode].reading.settle(history.sheet);
      tellAll();
    },
    /** What was on the sheet when the page was left. It is read when a way is entered. @param {Sheet} kept @param {readonly Sheet[]} past */
    restore(kept, past) {
      show(histories.startWith(kept, past));
    },
    /** The eraser has touched strokes. @param {ReadonlySet<number>} gone @param {boolean} begun  by this move of it */
    erase(gone, begun) {
      show(histories.eraseStrokes(history, gone, begun));
    },
    /** What is on the sheet now is what is meant. */
    read() {
      ways[mode].reading.settle(history.sheet);
    },
    /** What the pen does. @type {import('./pen.js').PenHandlers} */
    strokes: {
      onBegin(point) {
        before = history;
        show(histories.beginStroke(history, point, nib()), sheet.write);
      },
      onExtend(points) {
        show(histories.growStroke(history, points), sheet.write);
        ways[mode].reading.follow(history.sheet);
      },
      onForesee: (points) => sheet.pretend(foreseen(history.sheet.strokes, points)),
      onEnd() {
        sheet.pretend(null);
        ways[mode].reading.settle(history.sheet);
      },
      onDiscard() {
        show(before, sheet.write); // as by the pen, for the lens stays where two fingers move it
        ways[mode].reading.settle(history.sheet);
      },
    },
  };
}
