/** "That was a …" with its elements, and what is kept of it in this browser. */

import { createCorrections } from './corrections.js';
import { createDialog } from './dialog.js';
import { save } from './save.js';
import { say } from './text.js';

/**
 * @param {(id: string) => any} byId  an element of the page
 * @param {import('./corrections.js').Store} store
 * @param {(words: string) => void} tell
 * @param {AbortSignal} signal
 */
export function createCorrectionPanel(byId, store, tell, signal) {
  const dialog = createDialog(byId('correct-dialog'), signal);
  let confirmed = () => {};
  byId('correct-confirm').addEventListener('click', () => confirmed(), { signal });

  /** @param {number} count @param {() => void} then */
  function confirm(count, then) {
    confirmed = then;
    byId('correct-dialog-title').textContent = say('correct.clear.title', { count });
    dialog.open();
  }

  return createCorrections(
    {
      section: byId('correct'),
      digits: byId('correct-digits'),
      kept: byId('correct-kept'),
      count: byId('correct-count'),
      undo: byId('correct-undo'),
      save: byId('correct-save'),
      clear: byId('correct-clear'),
      sheet: byId('sheet'),
    },
    { store, tell, save, confirm },
    signal,
  );
}
