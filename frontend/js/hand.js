/**
 * What the hand holds: the pen, or the eraser. It is taken when it comes down and stays in the hand until it leaves.
 *
 * @typedef {import('./pen.js').PenHandlers} PenHandlers
 */

/** @param {PenHandlers} pen @param {PenHandlers} eraser @param {() => boolean} erases  whether the eraser is chosen @returns {PenHandlers} */
export function createHand(pen, eraser, erases) {
  let held = pen;

  return {
    onBegin(point, turned) {
      held = turned || erases() ? eraser : pen;
      held.onBegin(point, turned);
    },
    onExtend: (points) => held.onExtend(points),
    onForesee: (points) => held.onForesee(points),
    onEnd: () => held.onEnd(),
    onDiscard: () => held.onDiscard(),
  };
}
