/**
 * What the page says, in the language that it speaks. It speaks English until another catalogue is there.
 *
 * @typedef {typeof import('./locale/en.js').default} Catalogue
 * @typedef {keyof Catalogue} Key
 */

import english from './locale/en.js';

/** @type {Catalogue} */
let catalogue = english;
let tag = 'en';

/** From now on the page says what stands in here. @param {string} code  BCP 47 @param {Catalogue} words  its own */
export function speak(code, words) {
  tag = code;
  catalogue = words;
}

/** The language of the page, for `Intl` and `lang`: BCP 47. */
export function language() {
  return tag;
}

/**
 * The words of a key.
 * @template {Key} K
 * @param {K} key
 * @param {Catalogue[K] extends (values: infer Values) => string ? [Values] : []} values  what its words depend on
 * @returns {string}
 */
export function say(key, ...values) {
  const words = /** @type {string | ((...values: any[]) => string)} */ (catalogue[key]);
  return typeof words === 'string' ? words : words(...values);
}
