/**
 * The pen of a canvas. Browsers have one for every canvas that has no other kind yet, as none on this page has.
 *
 * @param {HTMLCanvasElement} canvas
 */
export function contextOf(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
}
