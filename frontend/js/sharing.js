/** A drawing on its way to other people, and from them. What it takes is loaded when it is wanted. */

import { lazily } from './lazy.js';
import { say } from './text.js';

/**
 * @typedef {object} Page
 * @property {import('./api.js').Api} api
 * @property {ReturnType<typeof import('./desk.js').createDesk>} desk
 * @property {ReturnType<typeof import('./toast.js').createToast>} toast
 */

/** @param {HTMLElement} button @param {Page} page @param {AbortSignal} signal */
export function attachSharing(button, page, signal) {
  const missing = () => page.toast.show(say('page.missing'));
  const withShare = lazily('/css/share.css', () => import('./share/sharedialog.js'), missing);
  const withArrival = lazily(null, () => import('./share/arrival.js'), missing);

  /** @param {string} hash */
  function look(hash) {
    if (mayBeDrawing(hash)) withArrival(({ arrive }) => arrive(hash, page));
  }

  button.addEventListener('click', () => withShare(({ openShare }) => openShare(page, signal)), { signal });
  addEventListener('hashchange', ({ newURL }) => look(new URL(newURL).hash), { signal });
  look(location.hash);
}

/** Neither nothing, nor a mode alone, nor a place on this page. @param {string} hash */
function mayBeDrawing(hash) {
  return !['', '#digit', '#number'].includes(hash) && document.getElementById(hash.slice(1)) === null;
}
