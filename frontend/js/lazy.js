/**
 * A part of the page that is loaded when it is first wanted. Where it does not come, the service being away, the person is
 * told.
 *
 * @template Module
 * @param {string | null} styles  the address of its style sheet, if it has one
 * @param {() => Promise<Module>} load  its import
 * @param {() => void} onFailure
 * @returns {(use: (module: Module) => void) => Promise<void>}
 */
export function lazily(styles, load, onFailure) {
  return async (use) => {
    const [module] = await Promise.all([load().catch(() => null), styles && addStyles(styles)]);
    if (module === null) onFailure();
    else use(module);
  };
}

/** A sheet that does not come leaves the part plain. @param {string} address @returns {Promise<void>} */
function addStyles(address) {
  return new Promise((resolve) => {
    if (document.querySelector(`link[href="${address}"]`)) return resolve();
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address });
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => {
      link.remove();
      resolve();
    });
    document.head.append(link);
  });
}
