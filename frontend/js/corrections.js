/**
 * "That was a …": one tap says what a drawing was, and keeps it in this browser with what was read. Another tap on the
 * same drawing takes it back, or puts another digit in its place. An image has no strokes to keep.
 *
 * @typedef {ReturnType<typeof import('./correctionstore.js').createCorrectionStore>} Store
 * @typedef {Record<'section' | 'digits' | 'kept' | 'count' | 'undo' | 'save' | 'clear', HTMLElement>} Parts
 */

import { correctionOf } from './correction.js';
import { element } from './element.js';
import { say } from './text.js';

const FILE = 'inkdigit-corrections.jsonl';

/**
 * @param {Parts} parts
 * @param {object} means
 * @param {Store} means.store
 * @param {(words: string) => void} means.tell
 * @param {(content: Blob, name: string) => void} means.save  as a file
 * @param {(count: number, confirmed: () => void) => void} means.confirm  asks before all is deleted
 * @param {AbortSignal} signal
 * @returns {import('./reading.js').ReadingView<import('./api.js').Answer>}
 */
export function createCorrections(parts, { store, tell, save, confirm }, signal) {
  /** @type {{answer: import('./api.js').Answer, strokes: readonly import('./stroke.js').Stroke[]} | null} */
  let shown = null;
  const buttons = Array.from({ length: 10 }, (_, digit) => digitButton(digit, () => give(digit), signal));
  parts.digits.append(...buttons);

  /** What a person said it is. */
  const given = () => (shown ? store.label(shown.strokes) : null);

  function render() {
    const label = given();
    parts.section.toggleAttribute('data-waiting', shown === null); // its place stays, so that nothing below it jumps
    for (const [digit, button] of buttons.entries()) {
      button.setAttribute('aria-pressed', String(digit === label));
      button.setAttribute('aria-label', say('correct.digit', { digit }));
      button.toggleAttribute('data-read', digit === shown?.answer.digit);
    }
    const count = store.count();
    parts.count.textContent = say('correct.count', { count });
    if (count === 0 && parts.kept.contains(document.activeElement)) buttons[0].focus(); // which goes on where they are
    parts.kept.hidden = count === 0;
  }

  /** @param {number} digit */
  function give(digit) {
    if (shown === null) return;
    const { strokes, answer } = shown;
    if (given() === digit) return act(() => store.drop(strokes), () => say('correct.undone'));
    const kept = store.add(correctionOf(digit, strokes, answer, new Date()));
    tell(kept ? say('correct.kept', { digit }) : say('correct.full'));
    render();
  }

  /** Nothing is said where there is nothing any more: another window may have taken it away. @param {() => boolean} change @param {() => string} words  once it is done */
  function act(change, words) {
    if (store.count() > 0) tell(change() ? words() : say('correct.stuck'));
    render();
  }

  parts.undo.addEventListener('click', () => act(store.dropLast, () => say('correct.undone')), { signal });
  parts.save.addEventListener('click', () => save(new Blob([store.lines()], { type: 'application/jsonl' }), FILE), { signal });
  parts.clear.addEventListener(
    'click',
    () => confirm(store.count(), () => act(store.clear, () => say('correct.cleared'))),
    { signal },
  );
  addEventListener('storage', (event) => {
    if (event.key === store.name || event.key === null) render(); // another window has changed them
  }, { signal });
  render();

  /** @param {typeof shown} next */
  function show(next) {
    if (next === null && shown === null) return; // while the pen moves nothing is read from the store
    shown = next;
    render();
  }

  return {
    showNothing: () => show(null),
    showBusy() {},
    showAnswer(answer, settled, { strokes, picture }) {
      parts.section.hidden = picture !== null;
      show(settled && !picture ? { answer, strokes } : null);
    },
    showProblem: () => show(null),
  };
}

/** @param {number} digit @param {() => void} press @param {AbortSignal} signal */
function digitButton(digit, press, signal) {
  const button = element('button', 'correct-digit');
  button.type = 'button';
  button.textContent = String(digit);
  button.addEventListener('click', press, { signal });
  return button;
}
