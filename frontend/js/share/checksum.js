/**
 * Fletcher's checksum of 8 bits twice (RFC 1146): tells a link that a chat has cut or a finger has changed.
 *
 * @param {Iterable<number>} bytes
 * @returns {[number, number]} two bytes
 */
export function checksum(bytes) {
  let [sum, sums] = [1, 0]; // one and not zero, so that zeros in front count
  for (const byte of bytes) {
    sum = (sum + byte) % 255;
    sums = (sums + sum) % 255;
  }
  return [sum, sums];
}
