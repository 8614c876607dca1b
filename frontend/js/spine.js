/**
 * The middle of a stroke's ink with its half width at every place, close enough to each other to look like a curve.
 *
 * @typedef {{x: number, y: number, radius: number}} Vertebra  in sheet units
 */

import { smoothCurve } from './curve.js';
import { smoothed } from './smooth.js';

/** In sheet units, between two places: less than two pixels of a phone. */
const STEP = 10;

/** Of a device that cannot tell, by the Pointer Events recommendation; such ink is as wide as the pen's name says. */
const MIDDLE_PRESSURE = 0.5;

/**
 * @param {import('./stroke.js').Stroke} stroke  at least one point
 * @param {{width: number, thinning: number}} look
 * @returns {Vertebra[]}
 */
export function spineOf(stroke, look) {
  const knots = smoothed(stroke).map((point) => ({ x: point.x, y: point.y, radius: radiusAt(point, look) }));
  const spine = [knots[0]];
  for (const [index, { control, end }] of smoothCurve(knots).entries()) {
    const [start, middle, after] = [spine[spine.length - 1], knots[index + 1] ?? knots[index], knots[index + 2]];
    const radius = after ? (middle.radius + after.radius) / 2 : middle.radius;
    spine.push(...sampled(start, control, { ...end, radius }));
  }
  return spine;
}

/** @param {import('./stroke.js').Point} point @param {{width: number, thinning: number}} look */
function radiusAt({ pressure = MIDDLE_PRESSURE }, { width, thinning }) {
  return (width / 2) * (1 + thinning * 2 * (pressure - MIDDLE_PRESSURE));
}

/** Places on a quadratic curve after its start. @param {Vertebra} start @param {import('./curve.js').Place} control @param {Vertebra} end */
function sampled(start, control, end) {
  const legs = [Math.hypot(control.x - start.x, control.y - start.y), Math.hypot(end.x - control.x, end.y - control.y)];
  const count = Math.max(1, Math.ceil((2 * Math.max(...legs)) / STEP)); // the curve is nowhere faster than that
  return Array.from({ length: count }, (_, index) => {
    const t = (index + 1) / count;
    const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
    return {
      x: a * start.x + b * control.x + c * end.x,
      y: a * start.y + b * control.y + c * end.y,
      radius: start.radius + t * (end.radius - start.radius),
    };
  });
}
