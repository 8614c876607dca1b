/**
 * Who comes by a link finds its drawing on the sheet, on top of what was there: one step back, and that is there again.
 *
 * @typedef {import('./share/link.js').LinkError['kind']} Kind
 */

import { addressOf, modeOf } from './mode.js';

/**
 * @param {object} page
 * @param {(ink: import('./share/inkbytes.js').Ink) => void} page.lay
 * @param {(kind: Kind) => void} page.refuse  nothing is laid
 * @param {AbortSignal} signal
 */
export function attachArrival({ lay, refuse }, signal) {
  /** @param {string} hash */
  async function arrive(hash) {
    if (!mayBeDrawing(hash)) return;
    const { drawingOf, LinkError } = await import('./share/link.js');
    try {
      const drawing = drawingOf(hash);
      if (drawing) lay(drawing.ink);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      refuse(error.kind);
    }
    // In the address it would come again with every reload, on top of what was drawn since.
    if (location.hash === hash) history.replaceState(null, '', addressOf(modeOf(hash), location));
  }

  addEventListener('hashchange', ({ newURL }) => arrive(new URL(newURL).hash), { signal });
  arrive(location.hash);
}

/** Neither nothing, nor a mode alone, nor a place on this page. @param {string} hash */
function mayBeDrawing(hash) {
  return !['', '#digit', '#number'].includes(hash) && document.getElementById(hash.slice(1)) === null;
}
