/**
 * The middle of a stroke's ink with its half width at every place, close enough to each other to look like a curve.
 *
 * @typedef {{x: number, y: number, radius: number}} Vertebra  in sheet units
 * @typedef {{width: number, thinning: number}} Look
 */

/** In sheet units: no straight piece leaves the curve by more, a tenth of a pixel of a phone. */
const FLATNESS = 0.1;

/** Of a device that cannot tell, by the Pointer Events recommendation; such ink is as wide as the pen's name says. */
const MIDDLE_PRESSURE = 0.5;

/** @param {import('./curve.js').Line} line @param {Look} look @returns {Vertebra[]} */
export function spineOf({ start, curves }, look) {
  const spine = [vertebra(start, look)];
  for (const { control, end } of curves) {
    const last = spine[spine.length - 1];
    if (control.x !== last.x || control.y !== last.y) spine.push(...sampled(last, control, vertebra(end, look)));
  }
  return spine;
}

/** @param {import('./stroke.js').Point} point @param {Look} look @returns {Vertebra} */
function vertebra({ x, y, pressure = MIDDLE_PRESSURE }, { width, thinning }) {
  return { x, y, radius: (width / 2) * (1 + thinning * 2 * (pressure - MIDDLE_PRESSURE)) };
}

/** Places on a quadratic curve after its start. @param {Vertebra} start @param {import('./box.js').Place} control @param {Vertebra} end */
function sampled(start, control, end) {
  const bend = Math.hypot(start.x - 2 * control.x + end.x, start.y - 2 * control.y + end.y);
  const isStraight = control.x === end.x && control.y === end.y;
  const count = isStraight ? 1 : Math.max(1, Math.ceil(Math.sqrt(bend / (4 * FLATNESS)))); // a chord's distance is bend / 4n²
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
