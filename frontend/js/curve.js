/**
 * A smooth line through the samples of a hand: each sample becomes the control point of a quadratic curve
 * that ends halfway to the next one, so neighbouring curves meet with the same tangent.
 *
 * @typedef {{x: number, y: number}} Place
 * @typedef {{control: Place, end: Place}} Curve
 */

/**
 * @param {readonly Place[]} places  at least one
 * @returns {Curve[]} to be drawn one after the other from the first place; a single place gives a dot
 */
export function smoothCurve(places) {
  const last = places[places.length - 1];
  const curves = places.slice(1, -1).map((place, index) => ({
    control: place,
    end: halfway(place, places[index + 2]),
  }));
  return [...curves, { control: last, end: last }];
}

/** @param {Place} a @param {Place} b @returns {Place} */
function halfway(a, b) {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
