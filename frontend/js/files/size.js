/**
 * How large a picture is sent. The service takes 10 MiB and 25 million pixels, unless set otherwise, and puts a digit
 * into 28 by 28; a phone's photo of 12 million pixels loses nothing that is read, and arrives much sooner.
 *
 * @typedef {{width: number, height: number}} Size  pixels
 */

/** A picture of a longer side is made smaller. A line of 20 digits still has 128 pixels for each. */
export const LONGEST_SIDE = 2560;

/** Files larger than this are made anew even if their sides are short: bytes travel slowly. */
export const MOST_BYTES = 4 * 1024 * 1024;

/** @param {Size} size @returns {Size} of the same shape, each side one pixel at least */
export function sizeToSend({ width, height }) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** @param {Size} size @param {number} bytes  of the file */
export function isTooLarge({ width, height }, bytes) {
  return Math.max(width, height) > LONGEST_SIDE || bytes > MOST_BYTES;
}
