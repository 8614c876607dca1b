/** Which language the page speaks: the browser's at first, then the one chosen with the switch, which is kept. */

import { keptText } from './kept.js';
import { LANGUAGES, wishedLanguage } from './languages.js';
import { say, speak } from './text.js';
import { translate } from './translate.js';

/** Milliseconds that the page waits for the words of its language. Then it begins in English, and changes when they are there. */
const PATIENCE = 1_000;

/**
 * @param {HTMLSelectElement} select  empty
 * @param {(words: string) => void} tell
 * @param {AbortSignal} signal
 * @param {Readonly<Record<string, import('./languages.js').Language>>} languages
 */
export function createLanguageSwitch(select, tell, signal, languages = LANGUAGES) {
  const kept = keptText('language');
  /** @type {(() => void)[]} */
  const watchers = [];
  let spoken = 'en';
  let turn = 0;

  /** A catalogue that does not come (the service is away) leaves the page as it is. @param {string} code @returns {Promise<boolean>} whether the page speaks it now */
  async function use(code) {
    turn += 1;
    const mine = turn;
    const loaded = await languages[code].load().catch(() => null);
    if (mine !== turn) return false; // another one was chosen since
    if (loaded) take(code, loaded.default);
    else giveUp();
    return loaded !== null;
  }

  /** @param {string} code @param {import('./text.js').Catalogue} catalogue */
  function take(code, catalogue) {
    spoken = code;
    speak(languages[code].tag, catalogue);
    translate(document);
    for (const tellOf of watchers) tellOf();
  }

  function giveUp() {
    select.value = spoken;
    tell(say('page.missing'));
  }

  for (const [code, { name, tag }] of Object.entries(languages)) {
    const option = new Option(name, code);
    option.lang = tag;
    select.append(option);
  }
  select.addEventListener('change', async () => {
    const code = select.value;
    if (await use(code)) kept.set(code);
  }, { signal });

  return {
    /** Settles when the page speaks its language, or has waited long enough for it. */
    async begin() {
      const { search } = location;
      select.value = wishedLanguage({ search, kept: kept.get(), preferred: navigator.languages });
      await Promise.race([use(select.value), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    },
    /** Told when the words of the page are others. @param {() => void} tellOf */
    watch(tellOf) {
      watchers.push(tellOf);
    },
  };
}
