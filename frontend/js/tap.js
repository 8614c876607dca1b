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

  /** @param {Point[]} points @param {Point[]} more */
  function hold(points, more) {
    points.push(...more);
    const [first, ...rest] = points;
    if (!rest.some(({ x, y }) => Math.hypot(x - first.x, y - first.y) > slop())) return;
    held = null;
    handlers.onBegin(first);
    handlers.onExtend(rest);
  }

  return {
    onBegin(point) {
      const target = targetAt(point);
      if (target === null) handlers.onBegin(point);
      else held = { target, points: [point] };
    },
    onExtend: (points) => (held ? hold(held.points, points) : handlers.onExtend(points)),
    onEnd() {
      if (held === null) return handlers.onEnd();
      const { target } = held;
      held = null;
      onTap(target);
    },
    onDiscard() {
      if (held === null) return handlers.onDiscard();
      held = null;
    },
  };
}
