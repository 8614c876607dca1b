import { addStyles } from './styles.js';

/**
 * A part of the page that is loaded when it is first wanted. Where it does not come, the service being away, the person is
 * told.
 *
 * @template Part
 * @param {string} styles  the address of its style sheet
 * @param {() => Promise<Part>} load
 * @param {() => void} onFailure
 * @returns {(use: (part: Part) => void) => Promise<void>}
 */
export function lazily(styles, load, onFailure) {
  /** @type {Promise<Part> | null} */
  let loading = null;

  return async (use) => {
    loading ??= load();
    const [part] = await Promise.all([loading.catch(() => null), addStyles(styles)]);
    if (part !== null) return use(part);
    loading = null; // the next try is a new one
    onFailure();
  };
}
