import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countsOf, newResult, readingOfDigit, readingOfNumber } from '../../frontend/js/files/result.js';
import { tableOf } from '../../frontend/js/files/resulttable.js';
import { Problem } from '../../frontend/js/problem.js';

const line = (text, probability, reasons = []) =>
  ({ text, probability, reasons, decision: reasons.length === 0 ? 'accept' : 'review', digits: [] });
const file = (name) => new File(['ink'], name);

test('the lines of a number are one reading, as sure as the least sure of them', () => {
  const lines = [line('407', 0.9), line('12', 0.4, ['low_confidence']), line('3', 0.5, ['low_confidence', 'faint_ink'])];
  assert.deepEqual(readingOfNumber({ lines, model_version: '1' }), {
    text: '407; 12; 3',
    probability: 0.4,
    decision: 'review',
    reasons: ['low_confidence', 'faint_ink'],
  });
  assert.equal(readingOfNumber({ lines: [line('007', 0.9)], model_version: '1' }).text, '007');
});

test('a table of what was read, what was not and what waits', () => {
  const reading = readingOfDigit({ digit: 7, probability: 0.98765, decision: 'accept', reasons: [] });
  const results = [
    { ...newResult(file('a.png'), 'digit'), state: 'read', reading },
    { ...newResult(file('b.txt'), 'digit'), state: 'unread', problem: new Problem({ status: 415 }) },
    newResult(file('c.png'), 'digit'),
  ];
  assert.deepEqual(tableOf(results, ({ problem }) => (problem ? 'no image' : '')), [
    ['file', 'reading', 'probability', 'decision', 'note'],
    ['a.png', '7', 0.9877, 'accept', ''],
    ['b.txt', '', '', 'unread', 'no image'],
    ['c.png', '', '', 'waiting', ''],
  ]);
  assert.deepEqual(countsOf(results), { all: 3, done: 2, review: 0, unread: 1 });
});
