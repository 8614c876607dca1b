/** @type {Map<string, Promise<void>>} by their addresses */
const sheets = new Map();

/**
 * The style of a part that is not there at the start. A sheet that does not come leaves the part plain.
 *
 * @param {string} address
 * @returns {Promise<void>} once it is in use
 */
export function addStyles(address) {
  const known = sheets.get(address) ?? new Promise((resolve) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address });
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => {
      sheets.delete(address);
      link.remove();
      resolve();
    });
    document.head.append(link);
  });
  sheets.set(address, known);
  return known;
}
