/** Puts a sheet on a canvas context whose units are sheet units. */

import { smoothCurve } from './curve.js';
import { fitInto } from './fit.js';
import { SHEET_UNITS } from './stroke.js';

/** Near the pen of MNIST, whose ink is about a tenth of the digit's height, but light enough to write with. */
const PEN_WIDTH = 36;
const PICTURE_MARGIN = 40;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {readonly import('./stroke.js').Stroke[]} strokes
 * @param {ImageBitmap | null} picture
 * @param {string} ink  a CSS colour
 */
export function paintSheet(context, strokes, picture, ink) {
  context.clearRect(0, 0, SHEET_UNITS, SHEET_UNITS);
  context.strokeStyle = ink;
  context.lineWidth = PEN_WIDTH;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  if (picture) paintPicture(context, picture);
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

/** @param {CanvasRenderingContext2D} context @param {ImageBitmap} bitmap */
function paintPicture(context, bitmap) {
  const box = fitInto(bitmap.width, bitmap.height, SHEET_UNITS, PICTURE_MARGIN);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, box.x, box.y, box.width, box.height);
}
