/**
 * Tells a tap on something from a stroke that begins there. Until the pen has moved away no ink is made, so that a
 * look at a digit leaves neither a dot nor a step of the history. Anywhere else the pen writes at once.
 *
 * @typedef {import('./stroke.js').Point} Point
 * @typedef {import('./pen.js').PenHandlers} PenHandlers
 */

/**
 * @template Target
 * @param {PenHandlers} handlers
 * @param {object} taps
 * @param {(point: Point) => Target | null} taps.targetAt
 * @param {() => number} taps.slop  how far a tap may wander, in sheet units
 * @param {(target: Target) => void} taps.onTap
 * @returns {PenHandlers}
 */
export function tellTaps(handlers, { targetAt, slop, onTap }) {
  /** @type {{target: Target, points: Point[], erases: boolean} | null} */
  let held = null;

  /** @param {{points: Point[], erases: boolean}} tap @param {Point[]} points */
  function hold(tap, points) {
    tap.points.push(...points);
    const [first, ...rest] = tap.points;
    if (!rest.some(({ x, y }) => Math.hypot(x - first.x, y - first.y) > slop())) return;
    held = null;
    handlers.onBegin(first, tap.erases);
    handlers.onExtend(rest);
  }

  /** @template {{target: Target}} Tap @param {Tap} tap */
  function letGo({ target }) {
    held = null;
    return target;
  }

  return {
    onBegin(point, erases) {
      const target = targetAt(point);
      if (target === null) handlers.onBegin(point, erases);
      else held = { target, points: [point], erases };
    },
    onExtend: (points) => (held ? hold(held, points) : handlers.onExtend(points)),
    onForesee(points) {
      if (!held) handlers.onForesee(points);
    },
    onEnd: () => (held ? onTap(letGo(held)) : handlers.onEnd()),
    onDiscard: () => (held ? void letGo(held) : handlers.onDiscard()),
  };
}
