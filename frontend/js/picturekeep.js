/** The picture on the sheet is kept, too, and brought back. */

import { BLANK } from './history.js';
import { createPictureShelf } from './pictureshelf.js';

/**
 * Milliseconds that a picture is off the sheet before it is forgotten: the stroke that took its place may be the first
 * finger of a pinch, or a palm, and then it is there again at once.
 */
const DOUBT = 1_000;

/**
 * @param {ReturnType<typeof import('./desk.js').createDesk>} desk
 * @param {import('./history.js').History} restored  what was on the desk when the page began
 * @param {boolean} wanted  whether a picture had been on the sheet
 */
export function keepPicture(desk, restored, wanted) {
  const shelf = createPictureShelf(indexedDB);
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

  /** @param {File | null} picture */
  function put(picture) {
    shelved = picture;
    shelf.keep(picture);
  }

  if (wanted) shelf.kept().then(lay);
  desk.watch(({ sheet: { picture } }) => {
    clearTimeout(timer);
    if (picture === shelved) return;
    if (picture) put(picture);
    else timer = setTimeout(put, DOUBT, null);
  });
}
