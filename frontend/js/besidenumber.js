/** What is told beside the answer to a number: what its picked digit may be, and what a person says it is. */

import { createAlternatives } from './alternatives.js';
import { createSaid, inkOf } from './said.js';
import { say } from './text.js';

/**
 * @typedef {import('./annotate.js').Annotated} Annotated
 * @typedef {import('./api.js').Transcript} Transcript
 * @typedef {import('./history.js').Sheet} Sheet
 *
 * @param {Parameters<typeof createAlternatives>[0]} elements
 * @param {ReturnType<typeof import('./corrections.js').createCorrections>} corrections
 * @param {import('./corrections.js').Store} store
 */
export function createBesideNumber(elements, corrections, store) {
  const said = createSaid(store);
  const alternatives = createAlternatives(elements, corrections.give);

  /** @param {Annotated} digit @param {Transcript} transcript @param {Sheet} sheet @returns {import('./corrections.js').Subject} */
  function subjectOf({ row, digit, probability, ...rest }, { lines, model_version }, sheet) {
    const ink = inkOf(rest, sheet);
    const answer = { digit, probability, decision: lines[row].decision, model_version };
    return {
      read: digit,
      label: () => said.labelOf(ink),
      keep: (label) => (said.keep(ink, label, answer) ? say('correct.kept', { digit: label }) : whyNot(ink)),
      drop: () => said.drop(ink),
    };
  }

  return {
    /** @param {import('./api.js').DigitInLine} digit @param {Sheet} sheet  it was read on */
    saidOf: (digit, sheet) => said.labelOf(inkOf(digit, sheet)),
    /** @param {Annotated | null} digit  null where none is picked @param {Transcript} transcript @param {Sheet} sheet */
    show(digit, transcript, sheet) {
      alternatives.show(digit);
      corrections.show(digit && subjectOf(digit, transcript, sheet), true);
    },
    reveal: corrections.reveal,
    watch: corrections.watch,
  };
}

/** What is said of a digit that is corrected in the answer and not kept. @param {import('./said.js').DigitInk} ink */
function whyNot({ picture }) {
  return picture ? say('correct.here') : say('correct.full');
}
