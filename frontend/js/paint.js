/** Puts a sheet on a canvas context whose units are sheet units. */

import { smoothCurve } from './curve.js';
import { fitInto } from './fit.js';

/** Near the pen of MNIST, whose ink is about a tenth of the digit's height, but light enough to write with. */
export const PEN_WIDTH = 36;
const PICTURE_MARGIN = 40;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./box.js').Box} view  all that the canvas shows
 * @param {readonly import('./stroke.js').Stroke[]} strokes
 * @param {import('./preview.js').Preview | null} picture
 * @param {string} ink  a CSS colour
 */
export function paintSheet(context, view, strokes, picture, ink) {
  context.clearRect(view.x, view.y, view.width, view.height);
  context.strokeStyle = ink;
  context.lineWidth = PEN_WIDTH;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  if (picture) paintPicture(context, picture.bitmap, pictureFrame(picture, view));
  for (const stroke of strokes) paintStroke(context, stroke);
}

/** @param {CanvasRenderingContext2D} context @param {import('./stroke.js').Stroke} stroke */
function paintStroke(context, stroke) {
  context.beginPath();
  context.moveTo(stroke[0].x, stroke[0].y);
  for (const { control, end } of smoothCurve(stroke)) {
    context.quadraticCurveTo(control.x, control.y, end.x, end.y);
  }
  context.stroke();
}

/** Where a picture lies on the paper. @param {{width: number, height: number}} picture @param {import('./box.js').Box} view */
export function pictureFrame(picture, view) {
  return fitInto(picture, view, PICTURE_MARGIN);
}

/** @param {CanvasRenderingContext2D} context @param {ImageBitmap} bitmap @param {import('./box.js').Box} box */
function paintPicture(context, bitmap, box) {
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, box.x, box.y, box.width, box.height);
}
