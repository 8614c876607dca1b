import assert from 'node:assert/strict';
import { test } from 'node:test';

import { planReplay, replayedAt } from '../../frontend/js/replay.js';

const stroke = (...times) => times.map((t, x) => ({ x, y: 0, t }));

test('points come as the hand went, and long pauses are cut', () => {
  const { times, duration } = planReplay([stroke(1_000, 1_010, 1_050), stroke(9_000, 9_020)]);
  assert.deepEqual(times, [[0, 10, 50], [450, 470]]);
  assert.equal(duration, 470);
});

test('a long drawing is shown in a short time, in proportion', () => {
  const long = Array.from({ length: 20_000 }, (_, index) => index);
  const { times, duration } = planReplay([stroke(...long)]);
  assert.ok(duration < 8_001);
  assert.ok(Math.abs(times[0][10_000] / duration - 0.5) < 0.001);
});

test('time that runs back, as after a reload, is no time', () => {
  assert.deepEqual(planReplay([stroke(500, 510), stroke(3, 13)]).times, [[0, 10], [10, 20]]);
});

test('so much is there so soon, and whole strokes are the same ones', () => {
  const strokes = [stroke(0, 10, 20), stroke(100, 110)];
  const replay = planReplay(strokes);
  assert.deepEqual(replayedAt(strokes, replay, 12), [strokes[0].slice(0, 2)]);
  const later = replayedAt(strokes, replay, 105);
  assert.equal(later[0], strokes[0]);
  assert.equal(later[1].length, 1);
  assert.deepEqual(replayedAt(strokes, replay, replay.duration), strokes);
});

test('nothing is shown in no time', () => {
  const replay = planReplay([]);
  assert.equal(replay.duration, 0);
  assert.deepEqual(replayedAt([], replay, 0), []);
});
