/** Which of the ways to read the sheet is chosen. It stands in the address, whose own changes choose as well. */

import { createChoice } from './choice.js';
import { addressOf, modeOf } from './mode.js';

/**
 * @param {{page: HTMLElement, buttons: readonly HTMLElement[]}} elements
 * @param {ReturnType<typeof import('./desk.js').createDesk>} desk
 * @param {AbortSignal} signal
 */
export function createModeSwitch({ page, buttons }, desk, signal) {
  const choice = createChoice(buttons, (next) => choose(/** @type {import('./mode.js').Mode} */ (next)), signal);

  /** @param {import('./mode.js').Mode} next */
  function enter(next) {
    page.dataset.mode = next; // first, for the sheet takes another shape with it
    choice.show(next);
    desk.enter(next);
  }

  /** @param {import('./mode.js').Mode} next */
  function choose(next) {
    if (next === desk.mode) return;
    history.replaceState(null, '', addressOf(next, location));
    enter(next);
  }

  addEventListener('hashchange', () => choose(modeOf(location.hash)), { signal });
  enter(modeOf(location.hash));
}
