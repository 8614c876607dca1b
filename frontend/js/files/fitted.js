/** A picture as it is sent: a large one is made smaller here, and stands upright then, as its EXIF says. */

import { pictureFile } from './picturefile.js';
import { isTooLarge, sizeToSend } from './size.js';

/** @type {WeakMap<File, Promise<File>>} each is made once, for what shows it and for what sends it */
const made = new WeakMap();

/** As `fit`, and remembered as long as the file. @param {File} file @returns {Promise<File>} */
export function fitted(file) {
  const known = made.get(file) ?? fit(file);
  made.set(file, known);
  return known;
}

/** @param {File} file @returns {Promise<File>} the file itself where it is small, or where this browser cannot decode it */
export async function fit(file) {
  const size = await sizeOf(file);
  if (size === null || !isTooLarge(size, file.size)) return file;
  try {
    return await smaller(file, sizeToSend(size));
  } catch {
    return file; // the service says what it thinks of its size
  }
}

/** @param {File} file @returns {Promise<import('./size.js').Size | null>} null where this browser cannot decode it */
async function sizeOf(file) {
  const picture = await createImageBitmap(file).catch(() => null);
  const size = picture && { width: picture.width, height: picture.height };
  picture?.close();
  return size;
}

/** Decoded once more, as this way the browser scales it beside its main thread. @param {File} file @param {import('./size.js').Size} size */
async function smaller(file, size) {
  const options = /** @type {const} */ ({ resizeWidth: size.width, resizeHeight: size.height, resizeQuality: 'high' });
  const picture = await createImageBitmap(file, options);
  try {
    return await pictureFile(picture, { x: 0, y: 0, ...size }, size, file);
  } finally {
    picture.close();
  }
}
