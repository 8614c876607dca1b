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
 * @returns {Promise<File>} Throws DOMException where the canvas is too large for the browser.
 */
export async function pictureFile(picture, part, size, { name, type }) {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, size.width, size.height);
  const [format, ending] = LOSSLESS.has(type) ? ['image/png', 'png'] : ['image/jpeg', 'jpg'];
  const blob = await canvas.convertToBlob({ type: format, quality: QUALITY });
  return new File([blob], `${name.replace(/\.\w+$/, '')}.${ending}`, { type: format });
}
