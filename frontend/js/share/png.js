/** A drawing as a picture of pixels. */

import { createBrush } from '../brush.js';
import { contextOf } from '../canvas.js';
import { inkParts } from '../inkparts.js';
import { pictureBox } from './svg.js';

/** Pixels to a sheet unit, but for drawings that would be longer than this many pixels. */
const SCALE = 2;
const LONGEST_SIDE = 4096;

/**
 * @param {import('./inkbytes.js').Ink} ink  not blank
 * @param {{ink: string, paper: string | null}} colours  CSS colours; without paper the ground is transparent
 * @returns {Promise<Blob>} Throws RangeError where the canvas gives none.
 */
export async function pngOf({ strokes, nibs }, { ink, paper }) {
  const { x, y, width, height } = pictureBox({ strokes, nibs });
  const scale = Math.min(SCALE, LONGEST_SIDE / Math.max(width, height));
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const canvas = Object.assign(document.createElement('canvas'), size);
  const context = contextOf(canvas);
  context.setTransform(scale, 0, 0, scale, -x * scale, -y * scale);
  if (paper !== null) {
    context.fillStyle = paper;
    context.fillRect(x, y, width, height);
  }
  const brush = createBrush(context);
  const parts = strokes.flatMap((stroke, index) => inkParts(stroke, nibs[index]));
  for (const part of parts) brush.paint(part, ink);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new RangeError('the canvas is too large for this browser');
  return blob;
}
