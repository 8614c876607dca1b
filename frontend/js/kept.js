/** A small text that the browser keeps for the next visit. Private windows may refuse: then it lasts as long as the page. */

/** Other pages of the same address may keep texts of their own. */
const PREFIX = 'inkdigit.';

/**
 * @param {string} name
 * @param {readonly (() => Storage)[]} storages  the first that has the text gives it, and all take it; a browser may
 *   refuse the very mention of one
 * @returns {{get: () => string | null, set: (value: string) => void}}
 */
export function keptText(name, storages = [() => localStorage]) {
  const key = PREFIX + name;
  let value = firstOf(storages, key);
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const storage of storages) attempt(() => storage().setItem(key, next));
    },
  };
}

/** @param {readonly (() => Storage)[]} storages @param {string} key @returns {string | null} */
function firstOf(storages, key) {
  for (const storage of storages) {
    const found = attempt(() => storage().getItem(key));
    if (found !== null) return found;
  }
  return null;
}

/** @template Result @param {() => Result} act @returns {Result | null} null where it is full or forbidden: the page goes on with its own copy */
function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}
