/**
 * A stroke without the steps of the screen's grid and the tremor of the hand: each point is drawn halfway towards the
 * middle of its neighbours (the binomial kernel 1-2-1). Both ends stay, so the ink keeps up with the pen, and all
 * but the last two points stay where they are when the stroke grows. Only looks are smoothed; what is read is not.
 *
 * @typedef {import('./stroke.js').Point} Point
 */

/** @param {readonly Point[]} stroke @returns {Point[]} as many */
export function smoothed(stroke) {
  return stroke.map((point, index) => {
    const [before, after] = [stroke[index - 1], stroke[index + 1]];
    return before && after ? between(before, point, after) : point;
  });
}

/** @param {Point} before @param {Point} point @param {Point} after @returns {Point} */
function between(before, point, after) {
  const mixed = { ...point, x: mix(before.x, point.x, after.x), y: mix(before.y, point.y, after.y) };
  if (point.pressure === undefined) return mixed;
  return { ...mixed, pressure: mix(before.pressure ?? 0, point.pressure, after.pressure ?? 0) };
}

/** @param {number} before @param {number} value @param {number} after */
function mix(before, value, after) {
  return (before + 2 * value + after) / 4;
}
