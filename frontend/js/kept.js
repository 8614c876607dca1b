/** A small text that the browser keeps for the next visit. Private windows may refuse: then it lasts as long as the page. */

/** @param {string} name @returns {{get: () => string | null, set: (value: string) => void}} */
export function keptText(name) {
  /** @type {string | null} */
  let value = null;
  try {
    value = localStorage.getItem(name);
  } catch {
    // asked for nothing that is needed
  }
  return {
    get: () => value,
    set(next) {
      value = next;
      try {
        localStorage.setItem(name, next);
      } catch {
        // full or forbidden: the page goes on with its own copy
      }
    },
  };
}
