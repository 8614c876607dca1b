/** Who comes by a link finds its drawing on the sheet, on top of what was there: one step back, and that is there again. */

import { endingAt } from '../draft.js';
import { openDrawing } from '../history.js';
import { addressOf, modeOf } from '../mode.js';
import { say } from '../text.js';
import { drawingOf, LinkError } from './link.js';

/** @param {string} hash  of the address @param {import('../sharing.js').Page} page */
export function arrive(hash, { desk, toast }) {
  // In the address it would come again with every reload, on top of what was drawn since, and with all that it may break.
  if (location.hash === hash) history.replaceState(null, '', addressOf(modeOf(hash), location));
  try {
    const drawing = drawingOf(hash);
    if (drawing) lay(drawing.ink, desk);
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    toast.show(say(`link.${error.kind}`));
  }
}

/** @param {import('./inkbytes.js').Ink} ink @param {import('../sharing.js').Page['desk']} desk */
function lay({ strokes, nibs }, desk) {
  const ink = { strokes: endingAt(strokes, performance.now()), nibs };
  desk.settle((current) => openDrawing(current, ink));
}
