import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { createLanguageSwitch } from '../../frontend/js/languageswitch.js';
import english from '../../frontend/js/locale/en.js';
import { language, say, speak } from '../../frontend/js/text.js';

const turns = () => new Promise((resolve) => setImmediate(resolve));

/** A page with its switch, whose catalogues come when the test says so, and a note of what happens. */
function scene(search = '') {
  speak('en', english);
  const kept = new Map();
  const told = [];
  const loads = [];
  Object.assign(globalThis, {
    document: { documentElement: {}, querySelectorAll: () => [] },
    localStorage: { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) },
    location: { search },
    Option: Object,
  });
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en'] }, configurable: true });
  const select = Object.assign(new EventTarget(), { value: '', append() {} });
  const later = (tag) => ({ name: tag, tag, load: () => new Promise((come, fail) => loads.push({ tag, come, fail })) });
  const languages = {
    en: { name: 'English', tag: 'en', load: () => Promise.resolve({ default: english }) },
    de: later('de'),
    es: later('es'),
  };
  const parts = createLanguageSwitch(select, (words) => told.push(words), new AbortController().signal, languages);
  parts.watch(() => told.push(language()));
  return { ...parts, select, kept, told, loads };
}

/** @param {ReturnType<typeof scene>['select']} select @param {string} code */
async function choose(select, code) {
  select.value = code;
  select.dispatchEvent(new Event('change'));
  await turns();
}

test('the page begins when it has waited long enough, and is told when its words are there', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { begin, loads, told } = scene('?lang=de');
  const begun = begin();
  mock.timers.tick(1_000);
  await begun;
  assert.deepEqual([language(), told], ['en', []]);
  loads[0].come({ default: english });
  await turns();
  assert.deepEqual([language(), told], ['de', ['de']]);
  mock.timers.reset();
});

test('the page does not wait when its words are there', async () => {
  const { begin, loads } = scene('?lang=de');
  const begun = begin();
  loads[0].come({ default: english });
  await begun;
  assert.equal(language(), 'de');
});

test('of two choices the later one is spoken, whichever comes first', async () => {
  const { select, loads, kept, told } = scene();
  await choose(select, 'de');
  await choose(select, 'es');
  loads[1].come({ default: english });
  await turns();
  loads[0].come({ default: english });
  await turns();
  assert.deepEqual([language(), select.value, told], ['es', 'es', ['es']]);
  assert.deepEqual([...kept.values()], ['es']);
});

test('a language that cannot be loaded is not kept, and the switch says what is spoken', async () => {
  const { select, loads, kept, told } = scene();
  await choose(select, 'de');
  loads[0].fail(new TypeError('Failed to fetch'));
  await turns();
  assert.deepEqual([language(), select.value, kept.size], ['en', 'en', 0]);
  assert.deepEqual(told, [say('page.missing')]);
});
