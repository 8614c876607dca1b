/**
 * The answer to a number: its lines in print and its digits marked on the sheet, as they were read or as a person says
 * they are. What is told beside it, of the digit that is picked, is loaded with the first answer.
 *
 * @typedef {import('./annotate.js').Annotated} Annotated
 * @typedef {import('./api.js').Transcript} Transcript
 * @typedef {ReturnType<typeof import('./besidenumber.js').createBesideNumber>} Beside
 */

import { annotated, keyOf } from './annotate.js';
import { BLANK } from './history.js';
import { spokenAlternatives, spokenLines } from './numberwords.js';

/** @typedef {{transcript: Transcript, settled: boolean, sheet: import('./history.js').Sheet}} Shown  sheet: that was read */

/** @type {Shown} */
const NOTHING = { transcript: { lines: [], model_version: '' }, settled: false, sheet: BLANK };

/**
 * @param {ReturnType<typeof import('./panel.js').createPanel>} panel
 * @param {ReturnType<typeof import('./lines.js').createLines>} lines
 * @param {(digits: readonly Annotated[], picture: File | null, picked: string | null) => void} mark
 * @param {(use: (beside: Beside) => void) => Promise<void>} bring
 */
export function createNumber(panel, lines, mark, bring) {
  let shown = NOTHING;
  /** @type {Annotated[][]} */
  let digits = [];
  /** Those of the last answer that had settled. @type {Annotated[]} */
  let before = [];
  /** @type {string | null} */
  let picked = null;
  /** @type {Beside | null} */
  let beside = null;

  /** What is said of ink that was there before: while the pen moves nothing is read from the store. @param {import('./api.js').DigitInLine} digit */
  function known({ box, strokes }) {
    const isIt = (/** @type {Annotated} */ one) => one.key === keyOf(box) && String(one.strokes) === String(strokes);
    return before.find(isIt)?.said ?? null;
  }

  function render() {
    const { transcript, settled, sheet } = shown;
    digits = annotated(transcript.lines, settled, settled ? (digit) => beside?.saidOf(digit, sheet) ?? null : known);
    if (settled) before = digits.flat();
    const digit = digits.flat().find(({ key }) => key === picked) ?? null;
    picked = digit && picked; // what is written on is no longer what was picked
    lines.show(transcript.lines, digits, { settled, picked });
    mark(digits.flat(), sheet.picture, picked);
    beside?.show(digit, transcript, sheet);
    return digit;
  }

  function renderAndTell() {
    render();
    if (shown.settled) panel.announce(spokenLines(shown.transcript.lines, digits));
  }

  /** @param {Beside} brought */
  function begin(brought) {
    if (beside) return;
    beside = brought;
    beside.watch(renderAndTell);
    renderAndTell();
  }

  function clear() {
    shown = NOTHING;
    before = [];
    render();
  }

  return {
    showNothing() {
      panel.showNothing();
      clear();
    },
    showBusy: panel.showBusy,
    /** @param {Transcript} transcript @param {boolean} settled @param {import('./history.js').Sheet} sheet */
    showAnswer(transcript, settled, sheet) {
      panel.showAnswer();
      shown = { transcript, settled, sheet };
      renderAndTell();
      if (!beside) bring(begin);
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
      if (digit) beside?.reveal();
    },
  };
}
