/** A drawing as a picture of pixels. */

import { grown } from '../box.js';
import { extentOf } from '../extent.js';
import { paintSheet } from '../paint.js';
import { AIR } from './svg.js';

/** Pixels to a sheet unit, but for drawings that would be longer than this many pixels. */
const SCALE = 2;
const LONGEST_SIDE = 4096;

/**
 * @param {readonly import('../stroke.js').Stroke[]} strokes  at least one
 * @param {{ink: string, paper: string | null}} colours  CSS colours; without paper the ground is transparent
 * @returns {Promise<Blob>}
 */
export async function pngOf(strokes, { ink, paper }) {
  const view = grown(extentOf(strokes), AIR);
  const scale = Math.min(SCALE, LONGEST_SIDE / Math.max(view.width, view.height));
  const size = { width: Math.round(view.width * scale), height: Math.round(view.height * scale) };
  const canvas = Object.assign(document.createElement('canvas'), size);
  const context = canvas.getContext('2d');
  context.setTransform(scale, 0, 0, scale, -view.x * scale, -view.y * scale);
  paintSheet(context, view, strokes, null, ink);
  if (paper !== null) layPaper(context, view, paper);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new RangeError('the canvas is too large for this browser');
  return blob;
}

/** Under what is painted already. @param {CanvasRenderingContext2D} context @param {import('../box.js').Box} view @param {string} paper */
function layPaper(context, { x, y, width, height }, paper) {
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = paper;
  context.fillRect(x, y, width, height);
}
