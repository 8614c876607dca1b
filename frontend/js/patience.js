/**
 * How long a service asks to be left alone (RFC 9110, section 10.2.3: seconds or a date).
 *
 * @param {string | null} header  Retry-After
 * @param {number} now  milliseconds since 1970
 * @returns {number} milliseconds; 0 where nothing is said, or nothing that makes sense
 */
export function patienceOf(header, now) {
  const text = header?.trim() ?? '';
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return wait > 0 ? wait : 0; // NaN, too
}
