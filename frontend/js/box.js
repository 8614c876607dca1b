/**
 * Upright boxes.
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Box  x, y of the upper left corner
 * @typedef {{x: number, y: number}} Place
 */

/** @param {Box} box @param {number} by  on each side @returns {Box} */
export function grown({ x, y, width, height }, by) {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** Whether all of the inner box lies in the outer one. @param {Box} outer @param {Box} inner */
export function holds(outer, inner) {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** @param {Box} box @param {Place} place */
export function covers(box, { x, y }) {
  return holds(box, { x, y, width: 0, height: 0 });
}

/** The smallest box around two. @param {Box} a @param {Box} b @returns {Box} */
export function around(a, b) {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}
