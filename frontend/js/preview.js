/** A picture to look at, made from a file. */

/** Larger than any sheet on a screen; a photo's own pixels would fill the memory of a phone. */
const LONGEST_SIDE = 1200;

/**
 * @typedef {{bitmap: ImageBitmap, width: number, height: number, close: () => void}} Preview  its size is the file's own,
 *   in pixels, turned upright as its EXIF says
 */

/**
 * @param {Blob} file
 * @returns {Promise<Preview | null>} null when this browser cannot show the format; the service still may read it
 */
export async function loadPreview(file) {
  try {
    const full = await createImageBitmap(file);
    const { width, height } = full;
    const bitmap = await smaller(full);
    return { bitmap, width, height, close: () => bitmap.close() };
  } catch {
    return null;
  }
}

/** @param {ImageBitmap} full @returns {Promise<ImageBitmap>} the only one of the two that is still open */
async function smaller(full) {
  const scale = LONGEST_SIDE / Math.max(full.width, full.height);
  if (scale >= 1) return full;
  const small = await createImageBitmap(full, {
    resizeWidth: Math.max(1, Math.round(full.width * scale)),
    resizeHeight: Math.max(1, Math.round(full.height * scale)),
    resizeQuality: 'high',
  });
  full.close();
  return small;
}
