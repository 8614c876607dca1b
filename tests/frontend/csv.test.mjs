import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toCsv, toTsv } from '../../frontend/js/files/csv.js';

const bare = (csv) => csv.replace('\ufeff', '');

test('a file for spreadsheets: a byte order mark, commas, CRLF', () => {
  assert.equal(toCsv([['file', 'probability'], ['a.png', 0.5]]), '\ufefffile,probability\r\na.png,0.5\r\n');
});

test('quotes as RFC 4180 has them', () => {
  assert.equal(bare(toCsv([['a,b', 'say "x"', 'two\nlines', 'plain']])), '"a,b","say ""x""","two\nlines",plain\r\n');
});

test('no cell is a formula', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', '＝']) {
    const text = `${start}cmd|' /C calc'!A0`;
    assert.ok(/^"?'/.test(bare(toCsv([[text]]))), start);
    assert.ok(toTsv([[text]]).startsWith("'"), start);
  }
  assert.equal(bare(toCsv([[-1, '2-3']])), '-1,2-3\r\n');
});

test('for the clipboard: tabs, and no cell breaks its row', () => {
  assert.equal(toTsv([['a\tb', 'two\r\nlines'], ['407', 0.5]]), 'a b\ttwo lines\n407\t0.5\n');
});
