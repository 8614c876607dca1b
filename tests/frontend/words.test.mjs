import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formatPercent } from '../../frontend/js/percent.js';
import { Problem, problemWords } from '../../frontend/js/problem.js';
import { shortcutOf } from '../../frontend/js/shortcut.js';
import { advice, spoken, verdict } from '../../frontend/js/words.js';

test('a percentage is never rounded to a certainty', () => {
  const cases = { 1: '>99.9%', 0.9995: '>99.9%', 0.9994: '99.9%', 0.9981: '99.8%', 0.5: '50.0%', 0.0005: '0.1%', 0: '<0.1%' };
  for (const [probability, text] of Object.entries(cases)) assert.equal(formatPercent(Number(probability)), text);
});

const ACCEPTED = { decision: 'accept', reasons: [] };
const reviewed = (...reasons) => ({ decision: 'review', reasons });

test('the verdict is as sure as the probability', () => {
  const say = (first, second) =>
    verdict({ ...ACCEPTED, candidates: [{ digit: 8, probability: first }, { digit: 7, probability: second }] });
  assert.equal(say(0.99, 0.01), 'Almost certainly an eight');
  assert.equal(say(0.97, 0.02), 'Probably an eight');
  assert.equal(say(0.9, 0.1), 'Probably an eight, or a seven');
  assert.equal(say(0.6, 0.4), 'Perhaps an eight, or a seven');
  assert.equal(say(0.3, 0.2), 'Hard to say: perhaps an eight, or a seven');
});

test('the verdict on what is to be checked is never a certainty', () => {
  const candidates = [{ digit: 4, probability: 0.99 }, { digit: 9, probability: 0.01 }];
  assert.equal(verdict({ ...reviewed('not_a_digit'), candidates }), 'Perhaps a four');
});

test('the advice says why to check, in plain words', () => {
  assert.equal(advice(ACCEPTED), 'Sure enough.');
  assert.equal(advice(reviewed('low_confidence')), 'Please check: not sure which digit.');
  assert.equal(
    advice(reviewed('not_a_digit', 'several_digits', 'faint_ink')),
    'Please check: this does not look like a digit; there seems to be more than one digit; the ink is very faint.',
  );
});

test('signs are spoken as words', () => {
  assert.equal(spoken({ ...ACCEPTED, digit: 7, probability: 0.9999 }), 'Read as seven, more than 99.9% sure.');
});

test('what is to be checked is spoken with the answer', () => {
  const words = 'Read as seven, but please check: this does not look like a digit.';
  assert.equal(spoken({ ...reviewed('not_a_digit'), digit: 7, probability: 0.998 }), words);
});

test('a service that is away keeps the drawing and is asked again', () => {
  for (const status of [0, 429, 502, 503, 504]) {
    const problem = new Problem({ status });
    assert.ok(problem.passing);
    assert.match(problemWords(problem, 'drawing').text, /^Your drawing is kept and will be read as soon as/);
  }
  assert.equal(problemWords(new Problem({ status: 0 }), 'image').title, 'The service cannot be reached');
});

test('a busy service says when it wants to be asked again, and a device without a network that it has none', () => {
  const busy = problemWords(new Problem({ status: 429, wait: 2_400 }), 'drawing');
  assert.deepEqual(busy, {
    title: 'The service is busy',
    text: 'Your drawing is kept. It will be read again in 3 seconds.',
  });
  const offline = new Problem({ status: 0, offline: true });
  assert.ok(offline.passing);
  assert.deepEqual(problemWords(offline, 'image'), {
    title: 'You are offline',
    text: 'Your image is kept and will be read as soon as there is a network.',
  });
});

test('any other problem is told in its own words and not asked again by itself', () => {
  for (const status of [400, 404, 413, 415, 422, 500]) {
    const problem = new Problem({ status, detail: 'This is the reason' });
    assert.ok(!problem.passing);
    assert.equal(problem.repeatable, status === 500);
    const [said, more] = problemWords(problem, 'image').text.split(' Your image is kept.');
    assert.equal(said, 'This is the reason.');
    assert.equal(more !== '', status < 500, 'a way on, or a button');
  }
});

test('a problem without a detail still makes a sentence', () => {
  assert.equal(problemWords(new Problem({ status: 500 }), 'drawing').text, 'Your drawing is kept.');
});

test('blank ink is no failure', () => {
  const blank = new Problem({ status: 422, type: 'https://example.org/problems/blank-ink' });
  assert.deepEqual(problemWords(blank, 'image'), { title: 'No ink found', text: 'There is nothing to read in this image. Try another image.' });
});

test('a large image that got lost may be too large, whatever the limit is', () => {
  const lost = (mebibytes) => new Problem({ status: 0, bytes: mebibytes * 1024 ** 2 });
  assert.ok(lost(3).passing, 'a photo waits for the service like a drawing');
  assert.ok(!lost(200).passing);
  assert.ok(lost(200).repeatable);
  const { title, text } = problemWords(lost(200), 'image');
  assert.equal(title, 'The image did not get through');
  assert.match(text, /lost or too slow, or the image is too large \(200\.0 MiB\)\. Your image is kept\.$/);
});

test('keys and what they ask for', () => {
  const press = (key, held = {}) =>
    shortcutOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });
  assert.equal(press('z', { ctrlKey: true }), 'undo');
  assert.equal(press('z', { metaKey: true }), 'undo');
  assert.equal(press('Z', { ctrlKey: true, shiftKey: true }), 'redo');
  assert.equal(press('y', { ctrlKey: true }), 'redo');
  assert.equal(press('Delete'), 'clear');
  assert.equal(press('Backspace'), 'clear');
  assert.equal(press('z'), null);
  assert.equal(press('Delete', { ctrlKey: true }), null);
  assert.equal(press('z', { ctrlKey: true, altKey: true }), null);
});
