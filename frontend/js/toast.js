/** A short word about what was done, at the lower edge of the page. It goes by itself and takes no focus. */

/** Time to read a short sentence twice, in milliseconds. */
const STAYS = 5_000;

/** @param {HTMLElement} toast  an empty live region */
export function createToast(toast) {
  let timer = 0;

  function hide() {
    clearTimeout(timer);
    toast.textContent = '';
  }

  return {
    /** @param {string} words */
    show(words) {
      clearTimeout(timer);
      toast.textContent = words;
      timer = setTimeout(hide, STAYS);
    },
    hide,
  };
}
