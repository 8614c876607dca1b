/**
 * The shape of ink that changes its width: pieces between neighbouring places of its spine, and discs at its ends and
 * where it turns sharply. The ink is the union of all. One outline to the left and right of a whole stroke would tear
 * holes where the pen turns more tightly than it is wide, as in the loops of small digits; every piece turns the same
 * way round, and so none takes away from another.
 *
 * @typedef {import('./box.js').Place} Place
 * @typedef {import('./spine.js').Vertebra} Vertebra
 * @typedef {{pieces: Place[][], discs: Vertebra[]}} Ribbon
 */

/** In radians: at a greater turn a disc fills the gap on the outer side. */
const SHARP = 0.4;

/** @param {readonly Vertebra[]} spine  at least one @param {{start: boolean, end: boolean}} [round]  which ends @returns {Ribbon} */
export function ribbonOf(spine, round = { start: true, end: true }) {
  const bones = spine.slice(1).map((end, index) => Math.atan2(end.y - spine[index].y, end.x - spine[index].x));
  const discs = spine.filter((_, index) => {
    if (index === 0) return round.start;
    return index === bones.length ? round.end : isSharp(bones[index - 1], bones[index]);
  });
  const pieces = bones.flatMap((bone, index) => {
    const [start, end] = [edges(spine[index], bone, bones[index - 1]), edges(spine[index + 1], bone, bones[index + 1])];
    return turnedAlike([start[0], start[1], end[1], end[0]]);
  });
  return { pieces, discs };
}

/** @param {number | undefined} before @param {number | undefined} after */
function isSharp(before, after) {
  return before === undefined || after === undefined || Math.abs(turn(before, after)) > SHARP;
}

/** From one direction to another, the shorter way. @param {number} from @param {number} to */
function turn(from, to) {
  return Math.atan2(Math.sin(to - from), Math.cos(to - from));
}

/** Both edges of the ink beside a place; pieces that meet there share them, unless the ink turns sharply.
 * @param {Vertebra} place @param {number} bone @param {number | undefined} other  the direction beyond @returns {[Place, Place]} */
function edges({ x, y, radius }, bone, other) {
  const along = other === undefined || isSharp(bone, other) ? bone : bone + turn(bone, other) / 2;
  const [dx, dy] = [-Math.sin(along) * radius, Math.cos(along) * radius];
  return [{ x: x - dx, y: y - dy }, { x: x + dx, y: y + dy }];
}

/** A piece, or where its edges cross both halves of it, clockwise (y down). @param {[Place, Place, Place, Place]} corners @returns {Place[][]} */
function turnedAlike([a, b, c, d]) {
  const [one, other] = [area(a, b, c), area(a, c, d)];
  if (one * other >= 0) return [clockwise([a, b, c, d], one + other)];
  return [clockwise([a, b, c], one), clockwise([a, c, d], other)];
}

/** @param {Place[]} corners @param {number} signed  its area */
function clockwise(corners, signed) {
  return signed < 0 ? corners.reverse() : corners;
}

/** Twice that of a triangle, below 0 where it is counterclockwise. @param {Place} a @param {Place} b @param {Place} c */
function area(a, b, c) {
  return (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
}
