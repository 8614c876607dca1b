/**
 * A menu under its button, as the ARIA practices have it: arrows, Home and End move, Escape and Tab leave, and the focus
 * goes back to the button. The browser's `popover` lays it on top and closes it by a press elsewhere.
 */

/** How a key moves among so many items. @type {Record<string, (index: number, count: number) => number>} */
const MOVES = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * @param {{button: HTMLButtonElement, menu: HTMLElement}} elements  the button has popovertarget and aria-expanded; the
 *   menu role="menu" and the popover attribute; its items are buttons with role="menuitem" and tabindex="-1"
 * @param {AbortSignal} signal
 */
export function attachMenu({ button, menu }, signal) {
  const items = () => visibleItems(menu);

  menu.addEventListener('toggle', (event) => {
    const open = event.newState === 'open';
    button.setAttribute('aria-expanded', String(open));
    if (!open) return;
    place(menu, button);
    items()[0]?.focus();
  }, { signal });
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Tab') return menu.hidePopover();
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const index = items().findIndex((item) => item === document.activeElement);
    items()[move(index, items().length)].focus();
  }, { signal });
  // Before the item does its work: a dialog that it opens is to give the focus back to the button.
  menu.addEventListener('click', (event) => {
    if (event.target === menu) return;
    menu.hidePopover();
    button.focus();
  }, { signal, capture: true });
  addEventListener('resize', () => menu.hidePopover(), { signal });
}

/** @param {HTMLElement} menu @returns {HTMLElement[]} */
function visibleItems(menu) {
  const items = /** @type {NodeListOf<HTMLElement>} */ (menu.querySelectorAll('[role="menuitem"]'));
  return [...items].filter((item) => item.checkVisibility());
}

/** Beside the button, on the side with more room, and inside the window. @param {HTMLElement} menu @param {HTMLElement} button */
function place(menu, button) {
  const [at, own] = [button.getBoundingClientRect(), menu.getBoundingClientRect()];
  const below = at.bottom + own.height <= innerHeight || at.top < own.height;
  const left = Math.max(0, Math.min(at.right - own.width, innerWidth - own.width));
  menu.style.setProperty('--menu-left', `${left}px`);
  menu.style.setProperty('--menu-top', `${below ? Math.min(at.bottom, innerHeight - own.height) : at.top - own.height}px`);
}
