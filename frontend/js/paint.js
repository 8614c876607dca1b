/** Puts a sheet on a canvas context whose units are sheet units. */

import { fitInto } from './fit.js';

const PICTURE_MARGIN = 40;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{view: import('./box.js').Box, home: import('./box.js').Box}} seen  all that the canvas shows, and without a lens
 * @param {Pick<import('./history.js').Sheet, 'strokes' | 'nibs'>} inked
 * @param {import('./preview.js').Preview | null} picture
 * @param {(stroke: import('./stroke.js').Stroke, nib: import('./nib.js').Nib) => void} paintStroke
 */
export function paintSheet(context, { view, home }, { strokes, nibs }, picture, paintStroke) {
  context.clearRect(view.x, view.y, view.width, view.height);
  if (picture) paintPicture(context, picture.bitmap, pictureFrame(picture, home));
  for (const [index, stroke] of strokes.entries()) paintStroke(stroke, nibs[index]);
}

/** Where a picture lies on the paper. @param {{width: number, height: number}} picture @param {import('./box.js').Box} home */
export function pictureFrame(picture, home) {
  return fitInto(picture, home, PICTURE_MARGIN);
}

/** @param {CanvasRenderingContext2D} context @param {ImageBitmap} bitmap @param {import('./box.js').Box} box */
function paintPicture(context, bitmap, box) {
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, box.x, box.y, box.width, box.height);
}
