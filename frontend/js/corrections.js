/**
 * "That was a …": one tap says what a digit was, and keeps it in this browser with what was read. Another tap takes it
 * back, or puts another digit in its place.
 *
 * @typedef {ReturnType<typeof import('./correctionstore.js').createCorrectionStore>} Store
 * @typedef {object} Subject  what it is said of
 * @property {number} read
 * @property {() => number | null} label  what a person said it is
 * @property {(digit: number) => string} keep  answers what is to be told of it
 * @property {() => boolean} drop  whether nothing is said of it now
 * @typedef {Record<'section' | 'digits' | 'kept' | 'count' | 'undo' | 'save' | 'clear' | 'sheet', HTMLElement>} Parts
 */

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
 */
export function createCorrections(parts, { store, tell, save, confirm }, signal) {
  /** @type {Subject | null} */
  let shown = null;
  /** @type {(() => void)[]} */
  const watchers = [];
  const buttons = Array.from({ length: 10 }, (_, digit) => digitButton(digit, () => give(digit), signal));
  parts.digits.append(...buttons);

  function render() {
    const label = shown?.label();
    parts.section.toggleAttribute('data-waiting', shown === null); // its place stays, so that nothing below it jumps
    for (const [digit, button] of buttons.entries()) {
      button.setAttribute('aria-pressed', String(digit === label));
      button.setAttribute('aria-label', say('correct.digit', { digit }));
      button.toggleAttribute('data-read', digit === shown?.read);
    }
    const count = store.count();
    parts.count.textContent = say('correct.count', { count });
    const focused = parts.kept.contains(document.activeElement); // which goes on where they are, if they are
    if (count === 0 && focused) (shown ? buttons[0] : parts.sheet).focus();
    parts.kept.hidden = count === 0;
  }

  function change() {
    render();
    for (const tellOf of watchers) tellOf();
  }

  /** @param {number} digit */
  function give(digit) {
    if (shown === null) return;
    if (shown.label() === digit) tell(shown.drop() ? say('correct.undone') : say('correct.stuck'));
    else tell(shown.keep(digit));
    change();
  }

  /** Nothing is said where there is nothing any more: another window may have taken it away. @param {() => boolean} take @param {() => string} words  once it is done */
  function act(take, words) {
    if (store.count() > 0) tell(take() ? words() : say('correct.stuck'));
    change();
  }

  parts.undo.addEventListener('click', () => act(store.dropLast, () => say('correct.undone')), { signal });
  parts.save.addEventListener('click', () => save(new Blob([store.lines()], { type: 'application/jsonl' }), FILE), { signal });
  parts.clear.addEventListener(
    'click',
    () => confirm(store.count(), () => act(store.clear, () => say('correct.cleared'))),
    { signal },
  );
  addEventListener('storage', (event) => {
    if (event.key === store.name || event.key === null) change(); // another window has changed them
  }, { signal });
  render();

  return {
    /** @param {Subject | null} next  null where there is none @param {boolean} offered  whether there may be one */
    show(next, offered) {
      parts.section.hidden = !offered;
      if (next === null && shown === null) return; // while the pen moves nothing is read from the store
      shown = next;
      render();
    },
    give,
    /** A digit was picked on the sheet, which may fill a small screen. */
    reveal() {
      parts.section.scrollIntoView({ block: 'nearest' });
    },
    /** Told when something else is said or kept. @param {() => void} tellOf */
    watch(tellOf) {
      watchers.push(tellOf);
    },
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
