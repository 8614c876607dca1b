/** A picture to look at, made from a file. */

/** Larger than any sheet on a screen; a photo's own pixels would fill the memory of a phone. */
const LONGEST_SIDE = 1200;

/**
 * @param {Blob} file
 * @returns {Promise<ImageBitmap | null>} null when this browser cannot show the format; the service still may read it
 */
export async function loadPreview(file) {
  try {
    const full = await createImageBitmap(file);
    const scale = LONGEST_SIDE / Math.max(full.width, full.height);
    if (scale >= 1) return full;
    const small = await createImageBitmap(full, {
      resizeWidth: Math.max(1, Math.round(full.width * scale)),
      resizeHeight: Math.max(1, Math.round(full.height * scale)),
      resizeQuality: 'high',
    });
    full.close();
    return small;
  } catch {
    return null;
  }
}
