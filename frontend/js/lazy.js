import { addStyles } from './styles.js';

/**
 * A part of the page that is loaded when it is first wanted. Where it does not come, the service being away, the person is
 * told.
 *
 * @template Module
 * @param {string} styles  the address of its style sheet
 * @param {() => Promise<Module>} load  its import
 * @param {() => void} onFailure
 * @returns {(use: (module: Module) => void) => Promise<void>}
 */
export function lazily(styles, load, onFailure) {
  return async (use) => {
    const [module] = await Promise.all([load().catch(() => null), addStyles(styles)]);
    if (module === null) onFailure();
    else use(module);
  };
}
