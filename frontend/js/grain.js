/** The tooth of the paper, which a pencil's graphite catches on: a pattern of ink that is thinner here and there. */

/** Pixels of the screen; the pattern repeats, too large for the eye to find. */
const SIDE = 128;

/** The least ink of a pixel. */
const THINNEST = 0.45;

/** @returns {Float32Array} SIDE times SIDE, the opacity of each pixel, the same at every call */
export function grainOpacities() {
  const opacities = new Float32Array(SIDE * SIDE);
  let seed = 1;
  for (let index = 0; index < opacities.length; index += 1) {
    seed = (seed * 16807) % 2147483647; // Park and Miller's minimal standard generator
    opacities[index] = THINNEST + (1 - THINNEST) * Math.sqrt(seed / 2147483647);
  }
  return opacities;
}

/** @param {string} ink  a CSS colour @returns {OffscreenCanvas} */
export function grainTile(ink) {
  const tile = new OffscreenCanvas(SIDE, SIDE);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (tile.getContext('2d'));
  context.fillStyle = ink;
  for (const [index, opacity] of grainOpacities().entries()) {
    context.globalAlpha = opacity;
    context.fillRect(index % SIDE, Math.floor(index / SIDE), 1, 1);
  }
  return tile;
}
