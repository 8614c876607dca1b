/** The dialog to hand a drawing on: as a link, as a picture, as a request for programs. */

import { createDialog } from '../dialog.js';
import { element } from '../element.js';
import { Problem } from '../problem.js';
import { say } from '../text.js';
import { codePart } from './codepart.js';
import { linkPart } from './linkpart.js';
import { picturePart } from './picturepart.js';

/**
 * @typedef {object} Shared
 * @property {import('../mode.js').Mode} mode
 * @property {import('../history.js').Sheet} sheet
 * @property {Promise<boolean>} keyed  whether the service wants a key
 *
 * @typedef {(words: string) => void} Tell
 */

/** @param {import('../sharing.js').Page} page @param {AbortSignal} signal  of the page */
export function openShare({ api, desk }, signal) {
  const shared = { mode: desk.mode, sheet: desk.history.sheet, keyed: wantsKey(api, signal) };
  const life = new AbortController();
  const said = element('p', 'share-said', { ariaLive: 'polite' });
  const tell = (/** @type {string} */ words) => { said.textContent = words; };
  const title = element('h2', 'dialog-title', { id: 'share-title', textContent: say('share.title') });
  const close = element('button', 'button button-quiet', { type: 'button', textContent: say('dialog.close') });
  close.dataset.close = '';
  const dialog = element('dialog', 'dialog share', {}, [
    title,
    ...partsOf(shared, tell),
    said,
    element('p', 'dialog-actions', {}, [close]),
  ]);
  dialog.setAttribute('aria-labelledby', title.id);
  dialog.addEventListener('close', () => {
    life.abort();
    dialog.remove();
  });
  document.body.append(dialog);
  createDialog(dialog, life.signal).open();
}

/** Whether the service asks for a key, as far as it can be asked. @param {import('../api.js').Api} api @param {AbortSignal} signal */
function wantsKey(api, signal) {
  return api.modelCard(signal).then(() => false, (error) => error instanceof Problem && error.status === 401);
}

/** @param {Shared} shared @param {Tell} tell @returns {Node[]} */
function partsOf(shared, tell) {
  const { strokes, picture } = shared.sheet;
  if (strokes.length > 0) return [linkPart(shared, tell), picturePart(shared.sheet), codePart(shared, tell)];
  return [element('p', 'share-note', { textContent: say(picture ? 'share.picture' : 'share.blank') })];
}
