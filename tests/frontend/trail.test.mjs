import assert from 'node:assert/strict';
import { test } from 'node:test';

import { extendTrail, MOST_STEPS, stepOf, turnsOf } from '../../frontend/js/trail.js';

const step = (ink, digit, probability = 0.5, strokes = 1) => ({ ink, strokes, digit, probability });
const grown = (...steps) => steps.reduce(extendTrail, []);

test('a digit is one turn for as long as it is the answer', () => {
  const trail = grown(step(5, 1, 0.6), step(9, 1, 0.9), step(12, 7, 0.7), step(20, 7, 0.99, 2), step(25, 1, 0.5, 3));
  assert.deepEqual(turnsOf(trail), [
    { digit: 1, probability: 0.9, strokes: 1, steps: [0.6, 0.9] },
    { digit: 7, probability: 0.99, strokes: 2, steps: [0.7, 0.99] },
    { digit: 1, probability: 0.5, strokes: 3, steps: [0.5] },
  ]);
  assert.deepEqual(turnsOf([]), []);
});

test('what was undone is forgotten', () => {
  const trail = grown(step(5, 1), step(9, 4, 0.9, 2), step(5, 1, 0.6));
  assert.deepEqual(trail, [step(5, 1, 0.6)]);
});

test('what is read anew is not one more step', () => {
  assert.equal(grown(step(5, 1), step(9, 4), step(9, 4)).length, 2);
});

test('a long scribble keeps its last steps', () => {
  const trail = grown(...Array.from({ length: MOST_STEPS + 5 }, (_, ink) => step(ink, 1)));
  assert.equal(trail.length, MOST_STEPS);
  assert.equal(trail.at(-1).ink, MOST_STEPS + 4);
});

test('a step counts the points of all strokes', () => {
  const point = { x: 1, y: 1, t: 0 };
  const sheet = { strokes: [[point, point], [point]], picture: null };
  assert.deepEqual(stepOf(sheet, { digit: 7, probability: 0.9 }), step(3, 7, 0.9, 2));
});
