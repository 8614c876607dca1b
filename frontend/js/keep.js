/** Nothing drawn is lost by a reload or a turned phone: what is on the desk is kept, and brought back. */

import { endingAt } from './draft.js';
import { createDrafts } from './drafts.js';
import { covered, isBlank } from './history.js';
import { lazily } from './lazy.js';
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
  keepPictures(desk, draft.picture);
  return drafts;
}

/** What keeps it is loaded with the first one. @param {Desk} desk @param {boolean} wanted  whether one was on the sheet */
function keepPictures(desk, wanted) {
  const restored = desk.history;
  let begun = false;
  const withKeep = lazily(null, () => import('./picturekeep.js'), () => { begun = false; }); // asked again with the next change
  desk.watch(({ sheet }) => {
    if (begun || !(wanted || sheet.picture)) return;
    begun = true;
    withKeep(({ keepPicture }) => keepPicture(desk, restored, wanted));
  });
}
