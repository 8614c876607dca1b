/**
 * The languages of the page, and which of them to begin with. A catalogue is loaded when it is wanted: nobody loads four.
 *
 * @typedef {import('./text.js').Catalogue} Catalogue
 * @typedef {{name: string, tag: string, load: () => Promise<{default: Catalogue}>}} Language  tag: BCP 47
 */

import english from './locale/en.js';

/** @type {Readonly<Record<string, Language>>} */
export const LANGUAGES = {
  en: { name: 'English', tag: 'en', load: () => Promise.resolve({ default: english }) },
  de: { name: 'Deutsch', tag: 'de', load: () => import('./locale/de.js') },
  es: { name: 'Español', tag: 'es', load: () => import('./locale/es.js') },
  zh: { name: '中文', tag: 'zh-Hans', load: () => import('./locale/zh.js') },
};

/**
 * The first of these that the page knows: what the address asks for, what was chosen before, what the browser prefers.
 * @param {{search: string, kept: string | null, preferred: readonly string[]}} wishes
 * @returns {string} a key of LANGUAGES
 */
export function wishedLanguage({ search, kept, preferred }) {
  const wishes = [new URLSearchParams(search).get('lang'), kept, ...preferred];
  const codes = wishes.map((wish) => wish?.toLowerCase().split('-')[0] ?? '');
  return codes.find((code) => Object.hasOwn(LANGUAGES, code)) ?? 'en';
}
