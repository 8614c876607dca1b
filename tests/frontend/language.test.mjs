import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { LANGUAGES, wishedLanguage } from '../../frontend/js/languages.js';
import { formatPercent, percentWords } from '../../frontend/js/percent.js';
import { Problem, problemWords } from '../../frontend/js/problem.js';
import { speak } from '../../frontend/js/text.js';
import { advice, spoken, verdict } from '../../frontend/js/words.js';

const FOLDER = new URL('../../frontend/', import.meta.url);
const loaded = await Promise.all(
  Object.entries(LANGUAGES).map(async ([code, { load }]) => [code, (await load()).default]),
);
const catalogues = Object.fromEntries(loaded);
const html = await readFile(new URL('index.html', FOLDER), 'utf8');
const ATTRIBUTES = /data-i18n(?:-label)?="([^"]+)"/g;

const scripts = (await readdir(new URL('js/', FOLDER), { recursive: true }))
  .filter((name) => name.endsWith('.js') && !name.startsWith('locale'));
const sources = (await Promise.all(scripts.map((name) => readFile(new URL(`js/${name}`, FOLDER), 'utf8')))).join('\n');

/** Runs with the page speaking a language. */
function speaking(code, check) {
  speak(LANGUAGES[code].tag, catalogues[code]);
  check();
  speak('en', catalogues.en);
}

/** Whether a key stands in the page, in a script, or is made in one from a part of it: `problem.kept.${subject}`. */
function isUsed(key) {
  if (html.includes(`"${key}"`) || sources.includes(`'${key}'`)) return true;
  const stem = key.slice(0, key.lastIndexOf('.') + 1);
  return sources.includes(`\`${stem}\${`);
}

test('every language says the same things, each in the same kind of way', () => {
  const english = Object.keys(catalogues.en);
  for (const [code, catalogue] of Object.entries(catalogues)) {
    assert.deepEqual(Object.keys(catalogue), english, code);
    for (const key of english) assert.equal(typeof catalogue[key], typeof catalogues.en[key], `${code} ${key}`);
  }
});

test('no text is left over, and none is missing', () => {
  assert.deepEqual(Object.keys(catalogues.en).filter((key) => !isUsed(key)), []);
  const named = [...html.matchAll(ATTRIBUTES)].map(([, key]) => key);
  const said = [...sources.matchAll(/say\(\s*'([^']+)'/g)].map(([, key]) => key);
  assert.deepEqual([...named, ...said].filter((key) => !Object.hasOwn(catalogues.en, key)), []);
  assert.deepEqual(named.filter((key) => typeof catalogues.en[key] !== 'string'), []);
});

test('before its scripts have run the page says the same in English', () => {
  const texts = [...html.matchAll(/data-i18n="([^"]+)"[^>]*>([^<]*)</g)];
  const labels = [...html.matchAll(/aria-label="([^"]*)"\s+data-i18n-label="([^"]+)"/g)].map(([, text, key]) => ['', key, text]);
  assert.equal(texts.length + labels.length, [...html.matchAll(ATTRIBUTES)].length);
  for (const [, key, text] of [...texts, ...labels]) assert.equal(text, catalogues.en[key], key);
});

test('the address is asked first, then what was chosen, then the browser', () => {
  const wish = (search, kept, ...preferred) => wishedLanguage({ search, kept, preferred });
  assert.equal(wish('?lang=es', 'de', 'zh-CN'), 'es');
  assert.equal(wish('', 'de', 'zh-CN'), 'de');
  assert.equal(wish('', null, 'fr-FR', 'zh-Hant-TW', 'en'), 'zh');
  assert.equal(wish('?lang=tlh', 'constructor', 'fr'), 'en');
});

test('numbers are written as the language writes them', () => {
  speaking('de', () => {
    assert.equal(formatPercent(0.9981), '99,8\u00a0%');
    assert.equal(formatPercent(1), '>99,9\u00a0%');
    assert.equal(percentWords(0.0001), 'weniger als 0,1\u00a0%');
  });
  speaking('zh', () => assert.equal(percentWords(0.9999), '超过 99.9%'));
});

const CANDIDATES = [{ digit: 1, probability: 0.9 }, { digit: 7, probability: 0.1 }];
const ACCEPTED = { digit: 1, probability: 0.9, candidates: CANDIDATES, decision: 'accept', reasons: [] };
const REVIEWED = { ...ACCEPTED, decision: 'review', reasons: ['faint_ink', 'several_digits'] };

test('an answer is a whole sentence in each language', () => {
  speaking('de', () => {
    assert.equal(verdict(ACCEPTED), 'Wahrscheinlich eine Eins oder eine Sieben');
    assert.equal(spoken(ACCEPTED), 'Gelesen: Eins, zu 90,0\u00a0% sicher.');
  });
  speaking('es', () => {
    assert.equal(verdict(ACCEPTED), 'Probablemente sea un uno o un siete');
    assert.equal(spoken({ ...ACCEPTED, probability: 1 }), 'Leído: uno, con más del 99,9\u00a0% de seguridad.');
  });
  speaking('zh', () => {
    assert.equal(verdict(ACCEPTED), '很可能是“1”，也可能是“7”');
    assert.equal(advice(REVIEWED), '请核对：字迹太淡；似乎不止一个数字。');
  });
});

test('what the service says in English is not mixed into another language', () => {
  const problem = new Problem({ status: 422, detail: 'The ink has 10,001 points' });
  assert.match(problemWords(problem, 'drawing').text, /10,001/);
  speaking('de', () => assert.doesNotMatch(problemWords(problem, 'drawing').text, /ink|10/));
});

test('where a key is wanted, the drawing is not to blame', () => {
  for (const status of [401, 403]) {
    const { title, text } = problemWords(new Problem({ status }), 'drawing');
    assert.deepEqual([title, text], ['The service wants a key', 'Your drawing is kept. Ask whoever runs it.']);
    speaking('de', () => assert.match(problemWords(new Problem({ status }), 'image').title, /Schlüssel/));
  }
});
