/** A part of a picture as a file of its own. */

import { contextOf } from '../canvas.js';

/** Formats that may be transparent, or be drawn with sharp edges, become PNG; photos become JPEG. */
const LOSSLESS = new Set(['image/png', 'image/gif', 'image/webp']);
const QUALITY = 0.92;

/**
 * A part of a picture as a file of its own.
 *
 * @param {CanvasImageSource} picture
 * @param {import('../box.js').Box} part  in pixels of the picture
 * @param {import('./size.js').Size} size  of the file's picture, in pixels
 * @param {File} source  where the picture comes from
 * @returns {Promise<File>} Throws RangeError where the canvas gives none.
 */
export async function pictureFile(picture, part, size, { name, type }) {
  const canvas = Object.assign(document.createElement('canvas'), size);
  const context = contextOf(canvas);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, size.width, size.height);
  const [format, ending] = LOSSLESS.has(type) ? ['image/png', 'png'] : ['image/jpeg', 'jpg'];
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, format, QUALITY));
  if (blob === null) throw new RangeError('the canvas is too large for this browser');
  return new File([blob], `${name.replace(/\.\w+$/, '')}.${ending}`, { type: format });
}
