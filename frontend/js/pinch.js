/**
 * What two fingers do to the lens between two events: the paper stays under them.
 *
 * @typedef {import('./box.js').Place} Place
 * @typedef {readonly [Place, Place]} Fingers  in parts of the sheet
 */

import { zoomed } from './lens.js';

/**
 * @param {import('./lens.js').Lens} lens
 * @param {Fingers} before
 * @param {Fingers} after
 * @param {number} shape  the sheet's width over its height
 * @returns {import('./lens.js').Lens}
 */
export function pinched(lens, before, after, shape) {
  const apart = spread(before, shape);
  const factor = apart === 0 ? 1 : spread(after, shape) / apart;
  return zoomed(lens, factor, middle(before), middle(after));
}

/** @param {Fingers} fingers @param {number} shape */
function spread([a, b], shape) {
  return Math.hypot((b.x - a.x) * shape, b.y - a.y);
}

/** @param {Fingers} fingers @returns {Place} */
function middle([a, b]) {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
