/**
 * The way of a stroke's ink as a canvas path, in sheet units. A stroke never changes once it is made, so its path is
 * kept as long as the stroke is: a full sheet costs no more to repaint than the canvas needs to fill it.
 *
 * @typedef {import('./stroke.js').Stroke} Stroke
 * @typedef {import('./nib.js').Nib} Nib
 * @typedef {Pick<Path2D, 'moveTo' | 'lineTo' | 'arc' | 'closePath' | 'quadraticCurveTo'>} Tracer
 */

import { capsule } from './capsule.js';
import { smoothCurve } from './curve.js';
import { lookOf } from './nib.js';
import { smoothed } from './smooth.js';
import { spineOf } from './spine.js';

/** @type {WeakMap<Stroke, Path2D>} */
const paths = new WeakMap();

/** Whether the ink is as wide as the hand pressed; else it is a line of one width. @param {Stroke} stroke */
export function isPressed(stroke) {
  return stroke[0].pressure !== undefined;
}

/** To be filled where the stroke is pressed, else to be stroked. @param {Stroke} stroke @param {Nib} nib @returns {Path2D} */
export function inkPath(stroke, nib) {
  const known = paths.get(stroke);
  if (known) return known;
  const path = new Path2D();
  if (isPressed(stroke)) traceSpine(path, spineOf(stroke, lookOf(nib)));
  else traceLine(path, smoothed(stroke));
  paths.set(stroke, path);
  return path;
}

/** @param {Tracer} path @param {readonly import('./spine.js').Vertebra[]} spine  at least two */
export function traceSpine(path, spine) {
  for (const [index, end] of spine.slice(1).entries()) {
    for (const [turn, { x, y, radius, from, to }] of capsule(spine[index], end).entries()) {
      if (turn === 0) path.moveTo(x + radius * Math.cos(from), y + radius * Math.sin(from));
      path.arc(x, y, radius, from, to);
    }
    path.closePath();
  }
}

/** @param {Tracer} path @param {readonly import('./curve.js').Place[]} places  at least one */
export function traceLine(path, places) {
  path.moveTo(places[0].x, places[0].y);
  for (const { control, end } of smoothCurve(places)) path.quadraticCurveTo(control.x, control.y, end.x, end.y);
}
