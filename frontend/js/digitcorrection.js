/** "That was a …" of a drawing of one digit. An image has no strokes to keep. */

import { correctionOf } from './correction.js';
import { say } from './text.js';

/**
 * @typedef {import('./api.js').Answer} Answer
 *
 * @param {ReturnType<typeof import('./corrections.js').createCorrections>} corrections
 * @param {import('./corrections.js').Store} store
 * @returns {import('./reading.js').ReadingView<Answer>}
 */
export function createDigitCorrection(corrections, store) {
  /** @param {Answer} answer @param {readonly import('./stroke.js').Stroke[]} strokes @returns {import('./corrections.js').Subject} */
  function subjectOf(answer, strokes) {
    return {
      read: answer.digit,
      label: () => store.label(strokes),
      keep(digit) {
        const kept = store.add(correctionOf(digit, strokes, answer, new Date()));
        return kept ? say('correct.kept', { digit }) : say('correct.full');
      },
      drop: () => store.drop(strokes),
    };
  }

  const forget = () => corrections.show(null, true);

  return {
    showNothing: forget,
    showBusy() {},
    showAnswer(answer, settled, { strokes, picture }) {
      corrections.show(settled && !picture ? subjectOf(answer, strokes) : null, picture === null);
    },
    showProblem: forget,
  };
}
