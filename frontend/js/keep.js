/** Nothing drawn is lost by a reload or a turned phone: what is on the desk is kept, and brought back. */

import { endingAt } from './draft.js';
import { createDrafts } from './drafts.js';
import { BLANK, covered, isBlank } from './history.js';
import { addressOf } from './mode.js';

/**
 * @typedef {ReturnType<typeof import('./desk.js').createDesk>} Desk
 * @typedef {import('./draft.js').Draft} Draft
 */

/** Before a way to read is entered: it stands in the address where it was chosen there. @param {Desk} desk @param {Draft} draft */
export function bringBack(desk, draft) {
  const { mode } = draft;
  if (mode === 'number' && location.hash === '') history.replaceState(null, '', addressOf(mode, location));
  desk.restore(sheetOf(draft), [sheetOf(draft.covered)].filter((sheet) => !isBlank(sheet)));
}

/** @param {import('./draft.js').Ink} ink @returns {import('./history.js').Sheet} */
function sheetOf({ strokes, nibs }) {
  return { strokes: endingAt(strokes, performance.now()), nibs, picture: null };
}

/**
 * @param {Desk} desk  what was kept is on it again
 * @param {Draft} draft  that came from there
 * @param {() => import('./nib.js').Nib} nib  of the pen
 * @param {ReturnType<typeof import('./kept.js').keptText>} kept
 * @param {AbortSignal} signal
 */
export function keepDrafts(desk, draft, nib, kept, signal) {
  const drafts = createDrafts(kept, () => {
    const { strokes, nibs, picture } = desk.history.sheet;
    return { strokes, nibs, nib: nib(), mode: desk.mode, picture: picture !== null, covered: covered(desk.history) };
  });
  desk.watch(drafts.note);
  document.addEventListener('visibilitychange', drafts.write, { signal });
  keepPicture(desk, draft.picture);
  return drafts;
}

/**
 * Milliseconds that a picture is off the sheet before it is forgotten: the stroke that took its place may be the first
 * finger of a pinch, or a palm, and then it is there again at once.
 */
const DOUBT = 1_000;

/** @param {Desk} desk @param {boolean} wanted  whether one was on the sheet */
function keepPicture(desk, wanted) {
  const shelf = () => import('./pictureshelf.js').then(({ createPictureShelf }) => createPictureShelf(indexedDB));
  const restored = desk.history;
  /** @type {File | null} */
  let shelved = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** Unless something else is on the sheet by now. @param {File | null} picture */
  function lay(picture) {
    if (picture === null || desk.history !== restored) return;
    shelved = picture;
    desk.restore({ ...BLANK, picture }, restored.past);
    desk.read();
  }

  if (wanted) shelf().then((opened) => opened.kept()).then(lay);
  /** @param {File | null} picture */
  function put(picture) {
    shelved = picture;
    shelf().then((opened) => opened.keep(picture));
  }

  desk.watch(({ sheet: { picture } }) => {
    clearTimeout(timer);
    if (picture === shelved) return;
    if (picture) put(picture);
    else timer = setTimeout(put, DOUBT, null);
  });
}
