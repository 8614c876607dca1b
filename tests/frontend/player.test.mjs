import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createPlayer } from '../../frontend/js/player.js';

const STROKES = [[{ x: 0, y: 0, t: 0 }, { x: 1, y: 0, t: 40 }], [{ x: 2, y: 0, t: 100 }]];

/** A player whose frames come when the test says so, and what it did. */
function scene() {
  const done = [];
  let waiting = null;
  const clock = {
    requestAnimationFrame: (callback) => (waiting = callback, 1),
    cancelAnimationFrame: () => { waiting = null; },
  };
  const player = createPlayer((strokes) => done.push(strokes.flat().length), (playing) => done.push(playing), clock);
  const frame = (now) => {
    const callback = waiting;
    waiting = null;
    callback?.(now);
  };
  return { done, player, frame };
}

test('a drawing is shown again, frame by frame, to its end', () => {
  const { done, player, frame } = scene();
  player.play(STROKES);
  for (const now of [5_000, 5_050, 5_100, 5_150]) frame(now);
  assert.deepEqual(done, [true, 1, 2, 3, false]);
  assert.equal(player.playing, false);
});

test('it can be stopped, and once is enough', () => {
  const { done, player, frame } = scene();
  player.stop();
  player.play(STROKES);
  frame(0);
  player.stop();
  player.stop();
  frame(50);
  assert.deepEqual(done, [true, 1, false]);
});

test('beginning again begins at the beginning', () => {
  const { done, player, frame } = scene();
  player.play(STROKES);
  frame(0);
  frame(50);
  player.play(STROKES);
  frame(70);
  assert.deepEqual(done, [true, 1, 2, false, true, 1]);
});
