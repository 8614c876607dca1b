/**
 * Where the boxes of an answer lie over the sheet. The boxes of strokes are in sheet units already, those of a picture
 * in its own pixels.
 *
 * @typedef {import('./box.js').Box} Box
 * @typedef {{frame: Box, width: number, height: number}} Photo  where it lies on the paper, and its size in pixels
 */

import { grown } from './box.js';

/** Half the pen and some air, so that no edge of a box runs through ink. */
const AIR = 30;

/**
 * @param {Box} box
 * @param {Photo | null} photo  null for a drawing
 * @returns {Box} on the paper
 */
export function boxOnPaper(box, photo) {
  if (photo === null) return grown(box, AIR);
  const { frame } = photo;
  const [across, down] = [frame.width / photo.width, frame.height / photo.height];
  return {
    x: frame.x + box.x * across,
    y: frame.y + box.y * down,
    width: box.width * across,
    height: box.height * down,
  };
}
