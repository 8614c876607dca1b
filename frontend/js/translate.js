/**
 * Puts the page's language into its elements: `data-i18n` names the key of an element's text, `data-i18n-label` that of
 * its `aria-label`.
 */

import { language, say } from './text.js';

/** @typedef {import('./text.js').Key} Key  of a text that depends on nothing */

/** @param {Document} page */
export function translate(page) {
  page.documentElement.lang = language();
  for (const element of all(page, '[data-i18n]')) {
    const words = said(element.dataset.i18n);
    // What is there already is left alone: to write it again would be to paint it again, and late on a slow network.
    if (element.textContent !== words) element.textContent = words;
  }
  for (const element of all(page, '[data-i18n-label]')) {
    element.setAttribute('aria-label', said(element.dataset.i18nLabel));
  }
}

/** @param {Document} page @param {string} selector @returns {Iterable<HTMLElement>} */
function all(page, selector) {
  return page.querySelectorAll(selector);
}

/** @param {string | undefined} key */
function said(key) {
  return say(/** @type {'tool.undo'} */ (key)); // one of the fixed texts: a test holds that the page names no others
}
