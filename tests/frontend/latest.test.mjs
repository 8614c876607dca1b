import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { createLatest } from '../../frontend/js/latest.js';

/** A service that answers when the test says so, and a note of all that comes out. */
function scene(spacing = 0) {
  const asked = [];
  const replies = [];
  const failures = [];
  const latest = createLatest({
    ask: (question, signal) =>
      new Promise((resolve, reject) => {
        asked.push({ question, signal, resolve, reject });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    onReply: (reply) => replies.push(reply),
    onFailure: (error) => failures.push(error),
    spacing,
  });
  return { latest, asked, replies, failures, questions: () => asked.map(({ question }) => question) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('while one question runs, only the newest of the others waits', async () => {
  const { latest, asked, replies, questions } = scene();
  for (const question of ['a', 'b', 'c']) latest.soon(question);
  assert.deepEqual(questions(), ['a']);
  asked[0].resolve('A');
  await settled();
  assert.deepEqual(questions(), ['a', 'c']);
  asked[1].resolve('C');
  await settled();
  assert.deepEqual(replies, ['A', 'C']);
});

test('an urgent question aborts the running one and drops the waiting one', async () => {
  const { latest, asked, replies, failures, questions } = scene();
  latest.soon('a');
  latest.soon('b');
  latest.now('c');
  assert.ok(asked[0].signal.aborted);
  asked[1].resolve('C');
  await settled();
  assert.deepEqual(questions(), ['a', 'c']);
  assert.deepEqual(replies, ['C']);
  assert.deepEqual(failures, [], 'an overtaken question reports nothing');
});

test('a reply that comes although its question was overtaken is not shown', async () => {
  const { latest, asked, replies } = scene();
  latest.now('a');
  const late = asked[0];
  latest.now('b');
  late.resolve('A');
  asked[1].resolve('B');
  await settled();
  assert.deepEqual(replies, ['B']);
});

test('after forget nothing reports and nothing starts', async () => {
  const { latest, asked, replies, failures, questions } = scene();
  latest.soon('a');
  latest.soon('b');
  latest.forget();
  asked[0].resolve('A');
  await settled();
  assert.deepEqual(questions(), ['a']);
  assert.deepEqual([...replies, ...failures], []);
});

test('a failure is reported and the waiting question goes on', async () => {
  const { latest, asked, failures, questions } = scene();
  latest.soon('a');
  latest.soon('b');
  asked[0].reject('no');
  await settled();
  assert.deepEqual(failures, ['no']);
  assert.deepEqual(questions(), ['a', 'b']);
});

test('questions that may wait are spaced out, urgent ones are not', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { latest, asked, questions } = scene(10_000);
    latest.soon('a');
    asked[0].resolve('A');
    await settled();
    latest.soon('b');
    latest.soon('c');
    assert.deepEqual(questions(), ['a']);
    latest.now('d');
    assert.deepEqual(questions(), ['a', 'd']);
    asked[1].resolve('D');
    await settled();
    mock.timers.tick(10_000);
    assert.deepEqual(questions(), ['a', 'd'], 'the waiting question was overtaken');
  } finally {
    mock.timers.reset();
  }
});
