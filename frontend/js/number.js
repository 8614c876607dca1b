/**
 * The answer to a number: its lines in print, their digits marked on the sheet, and what the picked one may be instead.
 *
 * @typedef {import('./annotate.js').Annotated} Annotated
 * @typedef {import('./api.js').Transcript} Transcript
 */

import { annotated } from './annotate.js';
import { spokenAlternatives, spokenLines } from './numberwords.js';

/**
 * @typedef {object} Shown
 * @property {readonly import('./api.js').Line[]} read
 * @property {readonly Annotated[][]} digits  those of each line
 * @property {boolean} settled
 * @property {File | null} picture  they were read in
 */

/** @type {Shown} */
const NOTHING = { read: [], digits: [], settled: true, picture: null };

/**
 * @param {ReturnType<typeof import('./panel.js').createPanel>} panel
 * @param {ReturnType<typeof import('./lines.js').createLines>} lines
 * @param {(digits: readonly Annotated[], picture: File | null, picked: string | null) => void} mark
 * @param {ReturnType<typeof import('./alternatives.js').createAlternatives>} alternatives
 */
export function createNumber(panel, lines, mark, alternatives) {
  let shown = NOTHING;
  /** @type {string | null} */
  let picked = null;

  function render() {
    const digits = shown.digits.flat();
    const digit = digits.find(({ key }) => key === picked) ?? null;
    picked = digit && picked; // what is written on is no longer what was picked
    lines.show(shown.read, shown.digits, { settled: shown.settled, picked });
    mark(digits, shown.picture, picked);
    alternatives.show(digit);
    return digit;
  }

  function clear() {
    shown = NOTHING;
    render();
  }

  return {
    showNothing() {
      panel.showNothing();
      clear();
    },
    showBusy: panel.showBusy,
    /** @param {Transcript} transcript @param {boolean} settled @param {import('./history.js').Sheet} sheet */
    showAnswer(transcript, settled, { picture }) {
      panel.showAnswer();
      shown = { read: transcript.lines, digits: annotated(transcript.lines, settled), settled, picture };
      render();
      if (settled) panel.announce(spokenLines(transcript.lines));
    },
    /** @type {import('./reading.js').ReadingView<Transcript>['showProblem']} */
    showProblem(problem, subject) {
      panel.showProblem(problem, subject);
      clear();
    },
    /** Picked again, a digit is let go, and so it is for one that is not there. @param {string} key */
    pick(key) {
      picked = key === picked ? null : key;
      const digit = render();
      if (digit) panel.announce(spokenAlternatives(digit));
      if (digit) alternatives.reveal();
    },
  };
}
