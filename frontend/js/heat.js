/**
 * The picture of what speaks for a digit and what for others: the frame, light ink on black, in two colours where
 * something speaks. Ink stays lighter than paper, so that the digit is seen through them.
 *
 * @typedef {import('./emphasis.js').Grid} Grid
 * @typedef {readonly [number, number, number]} Colour  red, green, blue, 0 to 255
 */

const PAPER = /** @type {const} */ ([0, 0, 0]);
const INK = /** @type {const} */ ([255, 255, 255]);

/** Natural logarithm of odds: what changes them by less than half of themselves is not made look like much. */
export const FAINT = 0.4;

/** From this share of the strongest on something is coloured: what is weaker is the model's own unrest. */
const LEAST = 0.15;

/** How far a full colour covers ink and paper, and how much of its light is left on paper. */
const ON_INK = 0.9;
const ON_PAPER = 0.62;

/**
 * @param {Grid} frame  0 to 255
 * @param {Grid} saliency  above 0 for the digit, below for the others
 * @param {{for: Colour, against: Colour}} colours
 * @returns {Uint8ClampedArray<ArrayBuffer>}  28 * 28 * 4, as ImageData has it
 */
export function heatPixels(frame, saliency, colours) {
  const full = Math.max(strongest(saliency), 2 * FAINT);
  const pixels = frame.flatMap((row, y) =>
    row.flatMap((level, x) => {
      const strength = Math.max(0, Math.abs(saliency[y][x]) / full - LEAST) / (1 - LEAST);
      const colour = saliency[y][x] > 0 ? colours.for : colours.against;
      return [...tinted(level / 255, colour, Math.sqrt(strength)), 255];
    }),
  );
  return new Uint8ClampedArray(pixels);
}

/** @param {Grid} saliency */
export function strongest(saliency) {
  return Math.max(...saliency.flat().map(Math.abs));
}

/**
 * @param {number} ink  0 paper to 1
 * @param {Colour} colour
 * @param {number} strength  0 to 1
 * @returns {Colour}
 */
function tinted(ink, colour, strength) {
  const plain = mixed(PAPER, INK, ink);
  return mixed(plain, colour, strength * (ON_PAPER + (ON_INK - ON_PAPER) * ink));
}

/** @param {Colour} from @param {Colour} to @param {number} share @returns {Colour} */
function mixed(from, to, share) {
  const [red, green, blue] = from.map((part, index) => part + (to[index] - part) * share);
  return [red, green, blue];
}

/** @param {string} text  #rrggbb @returns {Colour} */
export function colourOf(text) {
  const [red, green, blue] = [1, 3, 5].map((start) => parseInt(text.trim().slice(start, start + 2), 16));
  return [red, green, blue];
}
