/** One file of the list: what it looks like, its name, what was read, and how sure that is or why it was not. */

import { element } from '../element.js';
import { mayBeImage } from '../intake.js';
import { formatPercent } from '../percent.js';
import { say } from '../text.js';
import { paintThumbnail } from './thumbnail.js';
import { standing } from './resultwords.js';

/** @typedef {import('./result.js').Result} Result */

/** @param {Result} result @param {() => void} onOpen */
export function createResultRow(result, onOpen) {
  const thumbnail = element('canvas', 'result-picture', { width: 1, height: 1, ariaHidden: 'true' });
  const text = element('p', 'result-text');
  const percent = element('p', 'result-percent');
  const answer = element('div', 'result-answer', {}, [text, percent]);
  const note = element('p', 'result-note');
  const name = element('p', 'result-name', { textContent: result.file.name });
  const button = element('button', 'button button-quiet result-open', { type: 'button' });
  button.addEventListener('click', onOpen);
  const row = element('li', 'result', {}, [thumbnail, name, answer, note, button]);
  let painted = false;

  /** @param {Result} now */
  function show({ state, reading, problem, file }) {
    row.dataset.state = state;
    row.dataset.decision = reading?.decision ?? '';
    text.textContent = reading?.text ?? '';
    percent.textContent = reading ? formatPercent(reading.probability) : '';
    note.textContent = standing({ state, reading, problem });
    button.textContent = say('files.open');
    button.toggleAttribute('data-no', !mayBeImage(file)); // its place stays, or the notes would not stand under each other
    button.ariaLabel = say('files.open.label', { name: file.name });
  }

  show(result);
  return {
    element: row,
    show,
    /** @param {File} picture */
    picture(picture) {
      if (!painted) paintThumbnail(thumbnail, picture);
      painted = true;
    },
  };
}
