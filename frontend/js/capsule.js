/**
 * The outline of two discs and all that lies between them: an arc around each, joined by the tangents both share. The
 * ink of a stroke is the union of these. One outline to the left and right of a whole stroke tears holes where the
 * pen turns more tightly than it is wide, as in the loops of small digits; this cannot.
 *
 * @typedef {{x: number, y: number, radius: number, from: number, to: number}} Arc  clockwise (y down), in radians
 */

/**
 * @param {import('./spine.js').Vertebra} a
 * @param {import('./spine.js').Vertebra} b
 * @returns {[Arc] | [Arc, Arc]} to be joined by straight lines; one full circle where a disc lies in the other
 */
export function capsule(a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const distance = Math.hypot(dx, dy);
  if (distance <= Math.abs(a.radius - b.radius)) return [{ ...(a.radius > b.radius ? a : b), from: 0, to: 2 * Math.PI }];
  const along = Math.atan2(dy, dx);
  const side = Math.acos((a.radius - b.radius) / distance);
  return [
    { ...a, from: along + side, to: along - side + 2 * Math.PI },
    { ...b, from: along - side, to: along + side },
  ];
}
