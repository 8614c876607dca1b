/** A picture as it is sent: a large one is made smaller, and stands upright then, as its EXIF says. */

import { pictureFile } from './picturefile.js';
import { isTooLarge, sizeToSend } from './size.js';

/** @param {File} file @returns {Promise<File>} the file itself where it is small, or where this browser cannot decode it */
export async function fit(file) {
  const full = await createImageBitmap(file).catch(() => null);
  if (full === null) return file;
  try {
    if (!isTooLarge(full, file.size)) return file;
    const whole = { x: 0, y: 0, width: full.width, height: full.height };
    return await pictureFile(full, whole, sizeToSend(full), file);
  } catch {
    return file; // the service says what it thinks of its size
  } finally {
    full.close();
  }
}
