import { covers } from './box.js';

/**
 * A dialog over the page: the browser's own `<dialog>`, which keeps the focus inside, closes with Escape and gives the
 * focus back. It closes with its `data-close` buttons and by a press beside it, too.
 *
 * @param {HTMLDialogElement} dialog
 * @param {AbortSignal} signal
 * @returns {{open: () => void, close: () => void}}
 */
export function createDialog(dialog, signal) {
  for (const button of dialog.querySelectorAll('[data-close]')) {
    button.addEventListener('click', () => dialog.close(), { signal });
  }
  dialog.addEventListener('pointerdown', (event) => {
    if (event.target === dialog && !covers(dialog.getBoundingClientRect(), event)) dialog.close();
  }, { signal });

  return {
    open() {
      if (!dialog.open) dialog.showModal();
    },
    close: () => dialog.close(),
  };
}
