import assert from 'node:assert/strict';
import { test } from 'node:test';

import { HAND } from './hand.mjs';
import { callOf } from '../../frontend/js/snippets/call.js';
import { curl } from '../../frontend/js/snippets/curl.js';
import { kotlin } from '../../frontend/js/snippets/kotlin.js';
import { python } from '../../frontend/js/snippets/python.js';
import { quoteKotlin, quotePython, quoteShell, quoteSwift } from '../../frontend/js/snippets/quote.js';
import { swift } from '../../frontend/js/snippets/swift.js';

const LANGUAGES = { curl, python, swift, kotlin };
const NASTY = 'a"b\'c\\d$e\\(f)\n\té😀`g`';
const call = (keyed = false) => callOf('number', HAND[407], 'http://127.0.0.1:8000', keyed);

/** The text of the first literal between double quotes that begins with `{`, its escapes undone. */
function bodyIn(code) {
  const [, literal] = /"(\{(?:[^"\\]|\\.)*)"/.exec(code);
  return JSON.parse(literal.replace(/\\(.)/g, '$1'));
}

test('the call is that of the page, without the time', () => {
  const { url, body } = call();
  assert.equal(url, 'http://127.0.0.1:8000/v1/read');
  const { strokes, max_length: longest } = JSON.parse(body);
  assert.equal(longest, 64);
  assert.equal(strokes.length, HAND[407].length);
  assert.deepEqual(Object.keys(strokes[0]), ['x', 'y']);
  assert.equal(callOf('digit', HAND[7], 'https://ink.test', false).url, 'https://ink.test/v1/predict');
});

test('every language carries this very drawing', () => {
  const { body } = call();
  for (const write of [python, swift, kotlin]) assert.deepEqual(bodyIn(write(call())), JSON.parse(body), write.name);
  assert.ok(curl(call()).includes(`'${body}'`));
});

test('a key has its place only where the service wants one', () => {
  for (const [name, write] of Object.entries(LANGUAGES)) {
    assert.equal(/X-API-Key/.test(write(call(false))), false, name);
    const keyed = write(call(true)).split('\n').find((line) => line.includes('X-API-Key'));
    assert.match(keyed, /YOUR-KEY/, name);
  }
});

test('brackets are balanced outside of literals', () => {
  for (const write of [python, swift, kotlin]) {
    const bare = write(call(true)).replace(/"(?:[^"\\]|\\.)*"/g, '');
    for (const [open, close] of ['()', '{}', '[]']) {
      assert.equal(bare.split(open).length, bare.split(close).length, `${write.name} ${open}`);
    }
  }
});

test('literals of any text', () => {
  assert.equal(quoteShell("it's"), "'it'\\''s'");
  assert.equal(quotePython(NASTY), '"a\\"b\'c\\\\d$e\\\\(f)\\U0000000a\\U00000009\\U000000e9\\U0001f600`g`"');
  assert.equal(quoteSwift(NASTY), '"a\\"b\'c\\\\d$e\\\\(f)\\u{a}\\u{9}\\u{e9}\\u{1f600}`g`"');
  assert.equal(quoteKotlin(NASTY), '"a\\"b\'c\\\\d\\$e\\\\(f)\\u000a\\u0009\\u00e9\\ud83d\\ude00`g`"');
});
