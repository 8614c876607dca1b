/** Puts a sheet on a canvas context whose units are sheet units. */

import { createBrush } from './brush.js';
import { fitInto } from './fit.js';
import { inkParts } from './inkparts.js';
import { createSettledInk } from './settledink.js';

const PICTURE_MARGIN = 40;

/** @param {CanvasRenderingContext2D} context */
export function createPainter(context) {
  const brush = createBrush(context);
  const settled = createSettledInk(context);

  /**
   * @param {{view: import('./box.js').Box, home: import('./box.js').Box}} seen  all that the canvas shows, and without a lens
   * @param {Pick<import('./history.js').Sheet, 'strokes' | 'nibs'>} inked
   * @param {number} drawn  so many points of its last stroke, or more; the others are only foreseen
   * @param {import('./preview.js').Preview | null} picture
   * @param {string} ink  a CSS colour
   */
  return function paint({ view, home }, { strokes, nibs }, drawn, picture, ink) {
    context.clearRect(view.x, view.y, view.width, view.height);
    if (picture) paintPicture(context, picture.bitmap, pictureFrame(picture, home));
    const last = strokes.length - 1;
    const parts = strokes.flatMap((stroke, index) => inkParts(stroke, nibs[index], index === last ? drawn : undefined));
    settled.show(parts.slice(0, -1), ink);
    for (const part of parts.slice(-1)) brush.paint(part, ink);
  };
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
