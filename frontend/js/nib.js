/**
 * What the pen looks like on the page. The service gets the way of the pen and not its look.
 *
 * @typedef {'pen' | 'marker' | 'pencil'} NibKind
 * @typedef {{kind: NibKind, size: number}} Nib  size: a place in the list of WIDTHS, 0 for the thinnest
 * @typedef {object} NibLook
 * @property {number} width  in sheet units, under a hand that presses half as hard as it can
 * @property {number} thinning  0..1: how much of the width the pressure decides
 * @property {number} opacity  0..1
 * @property {boolean} grain  whether the paper shows through
 */

/** @type {readonly NibKind[]} */
export const NIB_KINDS = ['pen', 'marker', 'pencil'];

/** In sheet units. The second is near the pen of MNIST, whose ink is about a tenth of the digit's height, but lighter. */
export const WIDTHS = [22, 36, 54, 80];

/** @type {Nib} */
export const DEFAULT_NIB = Object.freeze({ kind: 'pen', size: 1 });

/** A felt tip is broad whatever the hand does; a pencil is thin, and light as its graphite. @type {Record<NibKind, Omit<NibLook, 'width'> & {breadth: number}>} */
const LOOKS = {
  pen: { breadth: 1, thinning: 0.65, opacity: 1, grain: false },
  marker: { breadth: 1.45, thinning: 0, opacity: 0.8, grain: false },
  pencil: { breadth: 0.6, thinning: 0.45, opacity: 0.9, grain: true },
};

/** @param {Nib} nib @returns {NibLook} */
export function lookOf({ kind, size }) {
  const { breadth, ...look } = LOOKS[kind];
  return { ...look, width: breadth * WIDTHS[size] };
}

/**
 * A nib that was kept somewhere, or the default where it is none.
 * @param {unknown} kind @param {unknown} size @returns {Nib}
 */
export function nibOf(kind, size) {
  const known = NIB_KINDS.find((each) => each === kind);
  return known !== undefined && Number(size) in WIDTHS ? { kind: known, size: Number(size) } : DEFAULT_NIB;
}

/** The next broader or finer one, as far as there is one. @param {Nib} nib @param {1 | -1} step @returns {Nib} */
export function resized(nib, step) {
  return { ...nib, size: Math.min(Math.max(nib.size + step, 0), WIDTHS.length - 1) };
}
