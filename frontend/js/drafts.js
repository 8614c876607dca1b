/**
 * Keeps the draft in this browser: a little after the last change, and at once when the page goes. Only what this page
 * has changed is written, so that of two pages the one drawn on last is what a third one begins with.
 */

import { readDraft, writeDraft } from './draft.js';
import { BLANK } from './history.js';
import { DEFAULT_NIB } from './nib.js';

/** Milliseconds after the last change: writing may take some, and the next stroke should not wait for it. */
const CALM = 300;

/** @type {import('./draft.js').Draft} */
const BLANK_DRAFT = { ...BLANK, covered: BLANK, nib: DEFAULT_NIB, mode: 'digit', picture: false };

/** @param {ReturnType<typeof import('./kept.js').keptText>} kept @param {() => import('./draft.js').Draft} current */
export function createDrafts(kept, current) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let noted = current();

  function write() {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    kept.set(writeDraft(current()));
  }

  return {
    /** Something may have changed. */
    note() {
      const now = current();
      if (isSame(now, noted)) return;
      noted = now;
      clearTimeout(timer);
      timer = setTimeout(write, CALM);
    },
    /** The page may be gone in a moment. */
    write,
  };
}

/** @param {ReturnType<typeof import('./kept.js').keptText>} kept @returns {import('./draft.js').Draft} a blank one where there is none */
export function keptDraft(kept) {
  return readDraft(kept.get()) ?? BLANK_DRAFT;
}

/** @param {import('./draft.js').Draft} a @param {import('./draft.js').Draft} b */
function isSame(a, b) {
  return a.strokes === b.strokes && a.nib === b.nib && a.mode === b.mode && a.picture === b.picture;
}
