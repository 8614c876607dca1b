import assert from 'node:assert/strict';
import { test } from 'node:test';

import { together } from '../../frontend/js/together.js';

test('each view is told everything, in their order', () => {
  const told = [];
  const view = (name) => ({
    showNothing: () => told.push([name, 'nothing']),
    showBusy: () => told.push([name, 'busy']),
    showAnswer: (...said) => told.push([name, 'answer', ...said]),
    showProblem: (...said) => told.push([name, 'problem', ...said]),
  });
  const both = together(view('a'), view('b'));
  both.showBusy();
  both.showAnswer(7, true, 'sheet');
  both.showProblem('gone', 'image');
  both.showNothing();
  assert.deepEqual(told, [
    ['a', 'busy'], ['b', 'busy'],
    ['a', 'answer', 7, true, 'sheet'], ['b', 'answer', 7, true, 'sheet'],
    ['a', 'problem', 'gone', 'image'], ['b', 'problem', 'gone', 'image'],
    ['a', 'nothing'], ['b', 'nothing'],
  ]);
});
