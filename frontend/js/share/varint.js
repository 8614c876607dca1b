/** Whole numbers as bytes: seven bits each, the lowest first; the eighth says that more follow (LEB128). */

/** Larger numbers are no part of a drawing; they would not fit into 32 bits of shifts either. */
const MOST_BYTES = 4;

/** Small numbers of either sign become small numbers. @param {number} value @returns {number} not negative */
export function zigzag(value) {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

/** @param {number} value  not negative @returns {number} of either sign */
export function unzigzag(value) {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** @param {number[]} bytes  longer by one to four afterwards @param {number} value  not negative, below 2 ** 28 */
export function writeVarint(bytes, value) {
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
}

/** @param {Uint8Array} bytes @returns {{next: () => number, readonly done: boolean}} `next` throws RangeError */
export function readVarints(bytes) {
  let at = 0;
  function next() {
    let value = 0;
    for (let count = 0; count < MOST_BYTES && at < bytes.length; count += 1) {
      const byte = bytes[at++];
      value |= (byte & 0x7f) << (7 * count);
      if (byte < 0x80) return value;
    }
    throw new RangeError('a number that does not end');
  }
  return {
    next,
    get done() {
      return at === bytes.length;
    },
  };
}
