/**
 * The ink of a stroke as canvas paths, in sheet units. A growing stroke gets new parts at its end, and those before stay
 * the very same: they need no more than to be painted once.
 *
 * @typedef {import('./stroke.js').Point} Point
 * @typedef {import('./stroke.js').Stroke} Stroke
 * @typedef {import('./nib.js').Nib} Nib
 * @typedef {{path: Path2D, nib: Nib, filled: boolean}} InkPart  filled: an area; else a line of the nib's width
 * @typedef {Pick<Path2D, 'moveTo' | 'lineTo' | 'arc' | 'closePath' | 'quadraticCurveTo'>} Tracer
 * @typedef {{from: number, to: number, last: boolean}} Span  of the points of a stroke
 */

import { curveOf } from './curve.js';
import { lookOf } from './nib.js';
import { ribbonOf } from './ribbon.js';
import { spineOf } from './spine.js';

/** Points of a part: few enough to make them again in each frame, and enough for parts to be few. */
const PART = 32;

/** So many points after a part have a say in where it ends. */
const AFTER = 2;

/** By the first point of a part, and by the stroke for its last one. @type {WeakMap<Point | Stroke, InkPart>} */
const made = new WeakMap();

/**
 * @param {Stroke} stroke
 * @param {Nib} nib
 * @param {number} [drawn]  so many of its points are drawn; the others are only foreseen
 * @returns {InkPart[]}
 */
export function inkParts(stroke, nib, drawn = stroke.length) {
  return spansOf(stroke, nib, drawn).map((span) => {
    const key = span.last ? stroke : stroke[span.from];
    const part = made.get(key) ?? inkPart(stroke, nib, span);
    made.set(key, part);
    return part;
  });
}

/** Translucent ink that overlaps would be darker there, so a line of it is one part. @param {Stroke} stroke @param {Nib} nib @param {number} drawn @returns {Span[]} */
export function spansOf(stroke, nib, drawn) {
  const { opacity, grain } = lookOf(nib);
  const divided = isFilled(stroke, nib) || (opacity === 1 && !grain);
  const whole = divided ? Math.max(Math.floor((Math.min(drawn, stroke.length) - AFTER) / PART), 0) : 0;
  const spans = Array.from({ length: whole }, (_, part) => ({ from: part * PART, to: (part + 1) * PART, last: false }));
  return [...spans, { from: whole * PART, to: stroke.length, last: true }];
}

/** Whether the ink is as wide as the hand pressed. @param {Stroke} stroke @param {Nib} nib */
export function isFilled(stroke, nib) {
  return stroke[0].pressure !== undefined && lookOf(nib).thinning > 0;
}

/** @param {Stroke} stroke @param {Nib} nib @param {Span} span @returns {InkPart} */
function inkPart(stroke, nib, { from, to, last }) {
  const [path, look, line] = [new Path2D(), lookOf(nib), curveOf(stroke, from, to)];
  const filled = isFilled(stroke, nib);
  // Between parts a round end covers the seam; the grain of a pencil hides it.
  if (filled) traceRibbon(path, ribbonOf(spineOf(line, look), { start: from === 0 || !look.grain, end: last || !look.grain }));
  else traceLine(path, line);
  return { path, nib, filled };
}

/** @param {Tracer} path @param {import('./ribbon.js').Ribbon} ribbon */
export function traceRibbon(path, { pieces, discs }) {
  for (const [first, ...others] of pieces) {
    path.moveTo(first.x, first.y);
    for (const { x, y } of others) path.lineTo(x, y);
    path.closePath();
  }
  for (const { x, y, radius } of discs) {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
  }
}

/** @param {Tracer} path @param {import('./curve.js').Line} line */
export function traceLine(path, { start, curves }) {
  path.moveTo(start.x, start.y);
  for (const { control, end } of curves) path.quadraticCurveTo(control.x, control.y, end.x, end.y);
}
