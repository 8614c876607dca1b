import assert from 'node:assert/strict';
import { test } from 'node:test';

import { annotated } from '../../frontend/js/annotate.js';
import { doubtOf } from '../../frontend/js/doubt.js';
import { digitLabel, lineAdvice, spokenAlternatives, spokenLines } from '../../frontend/js/numberwords.js';
import { advice } from '../../frontend/js/words.js';

const box = (x) => ({ x, y: 0, width: 10, height: 20 });
const digitAt = (x, digit, probability = 0.99) => ({ digit, probability, candidates: [], box: box(x), strokes: [] });
const lineOf = (digits, rest = {}) => ({
  text: digits.map(({ digit }) => digit).join(''),
  probability: 0.98,
  decision: 'accept',
  reasons: [],
  digits,
  ...rest,
});
const nothingSaid = () => null;
const REVIEW = { decision: 'review', reasons: ['low_confidence'] };

test('a digit is in doubt by itself or with its line', () => {
  assert.equal(doubtOf({ probability: 0.9 }, { decision: 'accept' }), 'none');
  assert.equal(doubtOf({ probability: 0.9 }, { decision: 'review' }), 'line');
  for (const decision of ['accept', 'review']) assert.equal(doubtOf({ probability: 0.89 }, { decision }), 'digit');
});

test('while the pen moves nothing is in doubt', () => {
  const [[digit]] = annotated([lineOf([digitAt(0, 4, 0.2)], REVIEW)], false, nothingSaid);
  assert.equal(digit.doubt, 'none');
});

test('digits know their place, with the line where there are several', () => {
  const [one] = annotated([lineOf([digitAt(0, 4), digitAt(20, 7)])], true, nothingSaid);
  assert.deepEqual(one.map(({ place }) => place), ['digit 1 of 2', 'digit 2 of 2']);
  const [, second] = annotated([lineOf([digitAt(0, 4)]), lineOf([digitAt(0, 7)])], true, nothingSaid);
  assert.equal(second[0].place, 'line 2, digit 1 of 1');
});

test('a digit is the same as long as its ink is', () => {
  const key = (digit) => annotated([lineOf([digit])], true, nothingSaid)[0][0].key;
  assert.equal(key(digitAt(0, 4)), key(digitAt(0, 9, 0.3)));
  assert.notEqual(key(digitAt(0, 4)), key(digitAt(1, 4)));
});

test('the name of a digit says how sure it is', () => {
  const name = (doubt, said = null) => digitLabel({ digit: 4, said, place: 'digit 1 of 3', probability: 0.9999, doubt });
  assert.equal(name('none'), '4, digit 1 of 3, more than 99.9%');
  assert.equal(name('line'), '4, digit 1 of 3, more than 99.9%, to be checked');
  assert.equal(name('digit'), '4, digit 1 of 3, more than 99.9%, not sure');
  assert.equal(name('none', 9), '9, digit 1 of 3, corrected by you, read as 4');
  assert.equal(name('none', 4), '4, digit 1 of 3, confirmed by you');
});

test('numbers are spoken digit by digit, with the decision', () => {
  const digits = [digitAt(0, 4), digitAt(20, 0), digitAt(40, 7)];
  const spoken = (lines, saidOf = nothingSaid) => spokenLines(lines, annotated(lines, true, saidOf));
  assert.equal(spoken([lineOf(digits)]), 'Read as 4 0 7, 98.0% sure.');
  assert.equal(spoken([lineOf(digits)], ({ digit }) => (digit === 0 ? 6 : null)), 'Read as 4 6 7, corrected by you.');
  assert.equal(
    spoken([lineOf(digits), lineOf([digitAt(0, 1)], REVIEW)]),
    'Read as 2 lines. Line 1: 4 0 7, 98.0% sure. Line 2: 1, but please check: not sure which digit.',
  );
});

test('alternatives are spoken in their order', () => {
  const candidates = [{ digit: 1, probability: 0.7 }, { digit: 7, probability: 0.2999 }, { digit: 4, probability: 0.0001 }];
  const words = 'What digit 1 of 3 may be: 1 with 70.0%, 7 with 30.0%, 4 with less than 0.1%.';
  assert.equal(spokenAlternatives({ place: 'digit 1 of 3', candidates }), words);
});

test('a number that is not as it should be says so', () => {
  const unfit = { decision: 'review', reasons: ['constraint_unsatisfied'] };
  assert.equal(advice(unfit), 'Please check: no reading has the length or checksum asked for.');
});

/** What is thought of a line that should be checked, once a person has said something of its digits. */
function adviceAfter(labels, digits = [digitAt(0, 4), digitAt(20, 0, 0.6), digitAt(40, 7, 0.8)]) {
  const line = lineOf(digits, { ...REVIEW, probability: 0.48 });
  const [shown] = annotated([line], true, ({ box: { x } }) => labels[x] ?? null);
  return { ...lineAdvice(line, shown), text: shown.map(({ print }) => print).join(''), doubts: shown.map(({ doubt }) => doubt) };
}

test('what a person says is in the text, and is told from what was read', () => {
  assert.deepEqual(adviceAfter({}), {
    decision: 'review', words: 'Please check: not sure which digit.', text: '407', doubts: ['line', 'digit', 'digit'],
  });
  assert.deepEqual(adviceAfter({ 20: 6, 40: 7 }), {
    decision: 'accept', words: '* Corrected by you. Read as 407, 48.0%.', text: '467', doubts: ['none', 'none', 'none'],
  });
});

test('what is unsure itself is still to be checked when another digit was put right', () => {
  assert.deepEqual(adviceAfter({ 20: 6 }), {
    decision: 'review',
    words: '* Corrected by you. Read as 407, 48.0%. Please check the rest.',
    text: '467',
    doubts: ['none', 'none', 'digit'],
  });
  const { decision, words } = adviceAfter({ 20: 0 });
  assert.deepEqual([decision, words], ['review', 'Please check: not sure which digit.']);
});

test('a line of which every doubt was confirmed is checked, and nothing else is made of it', () => {
  assert.deepEqual(adviceAfter({ 20: 0, 40: 7 }), {
    decision: 'accept', words: 'Checked by you.', text: '407', doubts: ['none', 'none', 'none'],
  });
  const sure = lineOf([digitAt(0, 4)]);
  assert.equal(lineAdvice(sure, annotated([sure], true, () => 4)[0]).words, 'Sure enough.');
});
