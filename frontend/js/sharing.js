/** A drawing on its way to other people, and from them. */

import { attachArrival } from './arrival.js';
import { endingAt } from './draft.js';
import * as histories from './history.js';
import { lazily } from './lazy.js';
import { Problem } from './problem.js';
import { say } from './text.js';

/**
 * @param {HTMLElement} button
 * @param {object} page
 * @param {import('./api.js').Api} page.api
 * @param {ReturnType<typeof import('./desk.js').createDesk>} page.desk
 * @param {ReturnType<typeof import('./toast.js').createToast>} page.toast
 * @param {AbortSignal} signal
 */
export function attachSharing(button, { api, desk, toast }, signal) {
  const withShare = lazily('/css/share.css', () => import('./share/sharedialog.js'), () => toast.show(say('page.missing')));

  button.addEventListener('click', () => withShare(({ openShare }) => {
    openShare({ mode: desk.mode, sheet: desk.history.sheet, keyed: wantsKey(api, signal) });
  }), { signal });
  attachArrival({
    lay({ strokes, nibs }) {
      const ink = { strokes: endingAt(strokes, performance.now()), nibs };
      desk.settle((current) => histories.openDrawing(current, ink));
    },
    refuse: (kind) => toast.show(say(`link.${kind}`)),
  }, signal);
}

/** Whether the service asks for a key, as far as it can be asked. @param {import('./api.js').Api} api @param {AbortSignal} signal */
function wantsKey(api, signal) {
  return api.modelCard(signal).then(() => false, (error) => error instanceof Problem && error.status === 401);
}
