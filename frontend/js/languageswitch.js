/** Which language the page speaks: the browser's at first, then the one chosen with the switch, which is kept. */

import { keptText } from './kept.js';
import { LANGUAGES, wishedLanguage } from './languages.js';
import { speak } from './text.js';
import { translate } from './translate.js';

/**
 * @param {HTMLSelectElement} select  empty
 * @param {() => void} onChange  the words of the page are others now
 * @param {AbortSignal} signal
 */
export function createLanguageSwitch(select, onChange, signal) {
  const kept = keptText('language');

  /** A catalogue that does not come (the service is away) leaves the page as it is. @param {string} code */
  async function use(code) {
    const { tag, load } = LANGUAGES[code];
    const loaded = await load().catch(() => null);
    if (loaded) speak(tag, loaded.default);
    translate(document);
    return loaded !== null;
  }

  for (const [code, { name, tag }] of Object.entries(LANGUAGES)) {
    const option = new Option(name, code);
    option.lang = tag;
    select.append(option);
  }
  select.addEventListener('change', async () => {
    kept.set(select.value);
    if (await use(select.value)) onChange();
  }, { signal });

  return {
    async begin() {
      const { search } = location;
      select.value = wishedLanguage({ search, kept: kept.get(), preferred: navigator.languages });
      await use(select.value);
    },
  };
}
