/**
 * A stroke: what the pen left between touching the sheet and leaving it.
 *
 * @typedef {{x: number, y: number, t: number, pressure?: number}} Point  x, y in sheet units, y down; t in milliseconds;
 *   pressure 0..1, where the device can tell
 * @typedef {readonly Point[]} Stroke
 * @typedef {{x: number[], y: number[], t: number[]}} WireStroke  a stroke as the service takes it
 */

/** Width and height of the square sheet in its own units. Ink keeps its place when the window changes its size. */
export const SHEET_UNITS = 1000;

/** Points closer than this carry the hand's tremor and no shape: about one pixel of a phone's square sheet. */
export const MIN_STEP = 2;

/**
 * The stroke with the points added that moved on.
 * @param {Stroke} stroke  at least one point
 * @param {readonly Point[]} points
 * @returns {Stroke}
 */
export function extendStroke(stroke, points) {
  const longer = [...stroke];
  for (const point of points) {
    const last = longer[longer.length - 1];
    if (Math.hypot(point.x - last.x, point.y - last.y) >= MIN_STEP) longer.push(point);
  }
  return longer;
}

/**
 * Strokes as the service takes them: parallel lists, time from the first point on. Rounded before the difference is
 * taken, as a draft is, so that ink that was kept over a reload is known again.
 * @param {readonly Stroke[]} strokes
 * @returns {WireStroke[]}
 */
export function toWire(strokes) {
  const start = Math.round(strokes[0]?.[0]?.t ?? 0);
  return strokes.map((stroke) => ({
    x: stroke.map((point) => tenths(point.x)),
    y: stroke.map((point) => tenths(point.y)),
    t: stroke.map((point) => Math.round(point.t) - start),
  }));
}

/** @param {number} value */
function tenths(value) {
  return Math.round(value * 10) / 10;
}
