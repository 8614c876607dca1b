/** Nothing drawn is lost by a reload or a turned phone: what is on the desk is kept, and brought back. */

import { endingAt } from './draft.js';
import { createDrafts } from './drafts.js';
import { BLANK } from './history.js';
import { lazily } from './lazy.js';
import { addressOf } from './mode.js';

/**
 * @typedef {ReturnType<typeof import('./desk.js').createDesk>} Desk
 * @typedef {import('./draft.js').Draft} Draft
 */

/** Before a way to read is entered: it stands in the address where it was chosen there. @param {Desk} desk @param {Draft} draft */
export function bringBack(desk, { strokes, nibs, mode }) {
  if (mode === 'number' && location.hash === '') history.replaceState(null, '', addressOf(mode, location));
  desk.restore({ strokes: endingAt(strokes, performance.now()), nibs, picture: null });
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
    return { strokes, nibs, nib: nib(), mode: desk.mode, picture: picture !== null };
  });
  desk.watch(drafts.note);
  document.addEventListener('visibilitychange', drafts.write, { signal });
  keepPicture(desk, draft.picture);
  return drafts;
}

/** @param {Desk} desk @param {boolean} wanted  whether one was on the sheet */
function keepPicture(desk, wanted) {
  const withShelf = lazily(null, () => import('./pictureshelf.js'), () => {}); // then nothing is kept: it is where it came from
  const restored = desk.history;
  /** @type {File | null} */
  let shelved = null;

  /** Unless something else is on the sheet by now. @param {File | null} picture */
  function lay(picture) {
    if (picture === null || desk.history !== restored) return;
    shelved = picture;
    desk.restore({ ...BLANK, picture });
    desk.read();
  }

  if (wanted) withShelf(({ createPictureShelf }) => createPictureShelf(indexedDB).kept().then(lay));
  desk.watch(({ sheet: { picture } }) => {
    if (picture === shelved) return;
    shelved = picture;
    withShelf(({ createPictureShelf }) => createPictureShelf(indexedDB).keep(picture));
  });
}
