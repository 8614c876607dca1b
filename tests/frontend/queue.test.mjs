import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readAll, WIDTH } from '../../frontend/js/files/queue.js';
import { Problem } from '../../frontend/js/problem.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));
const numbers = (count) => Array.from({ length: count }, (_, index) => index);
const busy = (wait = 0) => new Problem({ status: 503, wait });

/** What a queue does with a reader, as it says it. */
function scene(read, items, signal = new AbortController().signal) {
  const log = { started: [], replies: [], problems: [] };
  const work = {
    read,
    onStart: (item) => log.started.push(item),
    onReply: (item, reply) => log.replies.push([item, reply]),
    onProblem: (item, problem) => log.problems.push([item, problem.status]),
  };
  return { log, done: readAll(items, work, signal) };
}

/** Lets time pass in small steps, and what waits for it go on. */
async function pass(t, milliseconds) {
  for (let passed = 0; passed < milliseconds; passed += 100) {
    t.mock.timers.tick(100);
    await settled();
  }
}

test('reads all, a few at a time', async () => {
  let [now, most] = [0, 0];
  const { log, done } = scene(async (item) => {
    most = Math.max(most, now += 1);
    await settled();
    now -= 1;
    return item * 2;
  }, numbers(200));
  await done;
  assert.equal(most, WIDTH);
  assert.deepEqual(log.replies.map(([item, reply]) => reply - item).toSorted((a, b) => a - b), numbers(200));
});

test('a busy service is left alone by all, as long as it asks for', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  let asked = 0;
  const { log, done } = scene(async () => {
    if ((asked += 1) <= WIDTH) throw busy(3000);
    return 'read';
  }, numbers(10));
  await pass(t, 2900);
  assert.equal(asked, WIDTH);
  await pass(t, 200);
  await done;
  assert.equal(log.replies.length, 10);
  assert.deepEqual(log.problems, []);
});

test('what is refused again and again stays unread, and so does what no other try would mend', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const tries = [0, 0];
  const { log, done } = scene(async (item) => {
    tries[item] += 1;
    throw item === 0 ? busy() : new Problem({ status: 422 });
  }, [0, 1]);
  await pass(t, 1000 + 2000 + 4000 + 8000 + 16_000 + 500);
  await done;
  assert.deepEqual(log.problems, [[1, 422], [0, 503]]);
  assert.deepEqual(tries, [6, 1]);
});

test('stopped, it leaves the rest as it is and ends', async () => {
  const caller = new AbortController();
  const { log, done } = scene((_, signal) => new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  }), numbers(10), caller.signal);
  await settled();
  caller.abort();
  await done;
  assert.equal(log.started.length, WIDTH);
  assert.deepEqual([log.replies, log.problems], [[], []]);
});

test('stopped while it waits, it ends at once', async () => {
  const caller = new AbortController();
  const { done } = scene(async () => { throw busy(50_000); }, numbers(10), caller.signal);
  await settled();
  caller.abort();
  await done;
});

test('a mistake of the page itself is no problem of the file', async () => {
  await assert.rejects(scene(async () => { throw new TypeError('a bug'); }, [1]).done, TypeError);
});
