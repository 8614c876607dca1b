/**
 * The largest box of a picture's shape inside a square, centred.
 *
 * @param {number} width   of the picture, above 0
 * @param {number} height  of the picture, above 0
 * @param {number} side    of the square
 * @param {number} margin  left free on each side of the square
 * @returns {{x: number, y: number, width: number, height: number}}
 */
export function fitInto(width, height, side, margin) {
  const scale = (side - 2 * margin) / Math.max(width, height);
  const fitted = { width: width * scale, height: height * scale };
  return { x: (side - fitted.width) / 2, y: (side - fitted.height) / 2, ...fitted };
}
