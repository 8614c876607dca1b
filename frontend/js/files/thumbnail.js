/** A small copy of a picture to tell it by. */

import { contextOf } from '../canvas.js';

/** Pixels of the longer side: as it is shown, on a fine screen. The browser makes it so small beside its main thread. */
const SIDE = 128;

/**
 * A small copy of a picture. A format that this browser does not know leaves the canvas as it is.
 * @param {HTMLCanvasElement} canvas @param {Blob} picture
 */
export async function paintThumbnail(canvas, picture) {
  const options = /** @type {const} */ ({ resizeHeight: SIDE, resizeQuality: 'medium' });
  const full = await createImageBitmap(picture, options).catch(() => null);
  if (full === null) return;
  const scale = Math.min(1, SIDE / Math.max(full.width, full.height));
  canvas.width = Math.max(1, Math.round(full.width * scale));
  canvas.height = Math.max(1, Math.round(full.height * scale));
  const context = contextOf(canvas);
  context.drawImage(full, 0, 0, canvas.width, canvas.height);
  full.close();
}
