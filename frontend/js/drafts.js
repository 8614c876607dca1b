/**
 * Keeps the draft in this browser: a little after the last change, and at once when the page goes. Only what this page
 * has changed is written, so that of two pages the one drawn on last is kept. A browser that keeps nothing (a private
 * window, a full store) is not an error: the drawing stays on the page.
 *
 * @typedef {Pick<Storage, 'getItem' | 'setItem'>} Store
 */

import { readDraft, writeDraft } from './draft.js';

const NAME = 'inkdigit.draft';

/** Milliseconds after the last change: writing may take some, and the next stroke should not wait for it. */
const CALM = 300;

/** @param {() => Store} store  may throw, where the browser forbids it @param {() => import('./draft.js').Draft} current */
export function createDrafts(store, current) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function write() {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    attempt(() => store().setItem(NAME, writeDraft(current())));
  }

  return {
    /** Something has changed. */
    note() {
      clearTimeout(timer);
      timer = setTimeout(write, CALM);
    },
    /** The page may be gone in a moment. */
    write,
    /** @returns {import('./draft.js').Draft | null} */
    read: () => readDraft(attempt(() => store().getItem(NAME))),
  };
}

/** @template Result @param {() => Result} act @returns {Result | null} */
function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}
