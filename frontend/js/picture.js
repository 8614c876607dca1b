/**
 * The picture on the sheet. Only what is shown is decoded, and its pixels are given back when it goes: a
 * history of photos costs no more than their files, and going back to one decodes it again.
 *
 * @param {(file: File) => Promise<import('./preview.js').Preview | null>} load
 * @param {() => void} onLoaded
 */
export function createPicture(load, onLoaded) {
  /** @type {File | null} */
  let file = null;
  /** @type {import('./preview.js').Preview | null} */
  let preview = null;
  let turn = 0;

  return {
    /** @returns {import('./preview.js').Preview | null} null while there is nothing to see, or not yet */
    get preview() {
      return preview;
    },
    /** @param {File | null} next */
    async show(next) {
      if (next === file) return;
      const mine = ++turn;
      file = next;
      preview?.close();
      preview = null;
      if (next === null) return;
      const loaded = await load(next);
      if (mine !== turn) return loaded?.close();
      preview = loaded;
      onLoaded();
    },
  };
}
