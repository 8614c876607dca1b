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
  /** @type {{target: Target, points: Point[]} | null} */
  let held = null;

  /** @param {Point[]} points */
  function hold(points) {
    held.points.push(...points);
    const [first, ...rest] = held.points;
    if (!rest.some(({ x, y }) => Math.hypot(x - first.x, y - first.y) > slop())) return;
    held = null;
    handlers.onBegin(first);
    handlers.onExtend(rest);
  }

  function letGo() {
    const { target } = held;
    held = null;
    return target;
  }

  return {
    onBegin(point) {
      const target = targetAt(point);
      if (target === null) handlers.onBegin(point);
      else held = { target, points: [point] };
    },
    onExtend: (points) => (held ? hold(points) : handlers.onExtend(points)),
    onEnd: () => (held ? onTap(letGo()) : handlers.onEnd()),
    onDiscard: () => (held ? void letGo() : handlers.onDiscard()),
  };
}
