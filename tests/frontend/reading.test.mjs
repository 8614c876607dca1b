import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { BLANK } from '../../frontend/js/history.js';
import { Problem } from '../../frontend/js/problem.js';
import { createReading } from '../../frontend/js/reading.js';

const DRAWN = { strokes: [[{ x: 0, y: 0, t: 0 }]], picture: null };
const OPENED = { strokes: [], picture: new File(['ink'], 'one.png') };
const turns = () => new Promise((resolve) => setImmediate(resolve));

/** A reading of a service that gives these outcomes one after the other. */
function scene(...outcomes) {
  const asked = [];
  const shown = [];
  const answer = (kind) => async (subject) => {
    asked.push([kind, subject]);
    const outcome = outcomes.shift();
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const reading = createReading(
    { readStrokes: answer('strokes'), readImage: answer('image') },
    {
      showNothing: () => shown.push('nothing'),
      showBusy: () => shown.push('busy'),
      showAnswer: (reply, settled) => shown.push([reply, settled]),
      showProblem: (problem, subject) => shown.push([problem.status, subject]),
    },
  );
  return { reading, asked, shown };
}

test('a blank sheet asks nothing', async () => {
  const { reading, asked, shown } = scene();
  reading.settle(BLANK);
  await turns();
  assert.deepEqual(asked, []);
  assert.deepEqual(shown, ['nothing']);
});

test('ink and images go their own ways', async () => {
  const { reading, asked } = scene('a', 'b');
  reading.settle(DRAWN);
  reading.settle(OPENED);
  await turns();
  assert.deepEqual(asked, [['strokes', DRAWN.strokes], ['image', OPENED.picture]]);
  reading.stop();
});

test('an answer under way is not settled, the one to the whole drawing is', async () => {
  const { reading, shown } = scene('part', 'whole');
  reading.follow({ ...DRAWN });
  await turns();
  reading.settle(DRAWN);
  await turns();
  assert.deepEqual(shown, [['part', false], 'busy', ['whole', true]]);
});

test('what was answered while the pen rested is the answer when it leaves', async () => {
  const { reading, asked, shown } = scene('whole');
  reading.follow(DRAWN);
  await turns();
  reading.settle(DRAWN);
  await turns();
  assert.equal(asked.length, 1);
  assert.deepEqual(shown, [['whole', false], ['whole', true]]);
});

test('what is being asked is not asked again when the pen leaves', async () => {
  const { reading, asked, shown } = scene('whole');
  reading.follow(DRAWN);
  reading.settle(DRAWN);
  await turns();
  assert.equal(asked.length, 1);
  assert.deepEqual(shown, ['busy', ['whole', true]]);
});

test('a stroke that was not meant is not asked about, though it waited', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const now = mock.method(performance, 'now', () => 0);
  try {
    const { reading, asked, shown } = scene('whole', 'wrong');
    reading.settle(DRAWN);
    await turns();
    reading.follow({ ...DRAWN });
    reading.settle(DRAWN);
    now.mock.mockImplementation(() => 1_000);
    mock.timers.tick(1_000);
    await turns();
    assert.equal(asked.length, 1);
    assert.deepEqual(shown, ['busy', ['whole', true], ['whole', true]]);
  } finally {
    mock.timers.reset();
    now.mock.restore();
  }
});

test('an answer is forgotten with the way it was read in, and after trouble', async () => {
  const { reading, asked } = scene('one', 'two', new Problem({ status: 422 }), 'three');
  reading.settle(DRAWN);
  await turns();
  reading.stop();
  reading.settle(DRAWN);
  await turns();
  reading.settle({ ...DRAWN });
  await turns();
  reading.settle(DRAWN);
  await turns();
  assert.equal(asked.length, 4);
});

test('a service that is away is asked again, later and later, until it answers', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { reading, asked, shown } = scene(new Problem({ status: 0 }), new Problem({ status: 503 }), 'back');
    reading.settle(DRAWN);
    await turns();
    mock.timers.tick(999);
    assert.equal(asked.length, 1);
    mock.timers.tick(1);
    await turns();
    assert.equal(asked.length, 2);
    mock.timers.tick(1_999);
    assert.equal(asked.length, 2);
    mock.timers.tick(1);
    await turns();
    assert.deepEqual(shown.filter((note) => note !== 'busy'), [[0, 'drawing'], [503, 'drawing'], ['back', true]]);
    mock.timers.tick(60_000);
    assert.equal(asked.length, 3);
  } finally {
    mock.timers.reset();
  }
});

test('a large image that got lost is sent again only by hand', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { reading, asked, shown } = scene(new Problem({ status: 0, bytes: 200e6 }), 'through');
    reading.settle(OPENED);
    await turns();
    mock.timers.tick(60_000);
    reading.retryNow();
    assert.equal(asked.length, 1);
    reading.repeat();
    await turns();
    assert.deepEqual(shown, ['busy', [0, 'image'], 'busy', ['through', true]]);
  } finally {
    mock.timers.reset();
  }
});

test('while the service is away the moving pen asks nothing', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { reading, asked } = scene(new Problem({ status: 0 }), 'back');
    reading.settle(DRAWN);
    await turns();
    reading.follow(DRAWN);
    assert.equal(asked.length, 1);
    reading.retryNow();
    assert.equal(asked.length, 2);
  } finally {
    mock.timers.reset();
  }
});

test('a lasting problem is shown once, and asked again only by hand', async () => {
  const { reading, asked, shown } = scene(new Problem({ status: 500 }), 'better');
  reading.settle(DRAWN);
  await turns();
  reading.retryNow();
  assert.equal(asked.length, 1);
  reading.repeat();
  await turns();
  assert.deepEqual(shown, ['busy', [500, 'drawing'], 'busy', ['better', true]]);
});

test('an answer comes with the sheet that it is about', async () => {
  const about = [];
  const view = { showBusy: () => {}, showAnswer: (reply, settled, sheet) => about.push(sheet) };
  const reading = createReading({ readImage: async () => 'read' }, view);
  reading.settle(OPENED);
  await turns();
  assert.deepEqual(about, [OPENED]);
});

test('a service that has said when is not asked before, but by a person', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const now = mock.method(performance, 'now', () => 0);
  const busy = () => new Problem({ status: 429, wait: 20_000 });
  const { reading, asked, shown } = scene(busy(), busy(), 'at last');
  reading.settle(DRAWN);
  await turns();
  now.mock.mockImplementation(() => 12_000);
  reading.settle(OPENED);
  mock.timers.tick(7_999);
  await turns();
  assert.equal(asked.length, 1);
  assert.deepEqual(shown.at(-1), [429, 'image']);
  reading.repeat();
  await turns();
  assert.equal(asked.length, 2, 'a person may try');
  now.mock.mockImplementation(() => 32_000);
  mock.timers.tick(20_000);
  await turns();
  assert.deepEqual(shown.at(-1), ['at last', true]);
  mock.timers.reset();
  now.mock.restore();
});
