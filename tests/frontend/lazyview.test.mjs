import assert from 'node:assert/strict';
import { test } from 'node:test';

import { lazyView } from '../../frontend/js/lazyview.js';

/** A view that notes what it is told, and how to have it loaded. */
function noting() {
  const told = [];
  const note = (kind) => (...said) => told.push([kind, ...said]);
  const view = { showNothing: note('nothing'), showBusy: note('busy'), showAnswer: note('answer'), showProblem: note('problem') };
  let loads = 0;
  const lazy = lazyView(async (use) => {
    loads += 1;
    await settled();
    if (loads > 1) use(view);
  });
  return { told, lazy, loads: () => loads };
}

const settled = () => new Promise((done) => setTimeout(done));
const pause = async () => {
  await settled();
  await settled();
};

test('nothing is loaded before the first settled answer, a failed load is tried again, and all that was missed is told', async () => {
  const { told, lazy, loads } = noting();
  lazy.showNothing();
  lazy.showBusy();
  lazy.showProblem('gone', 'drawing');
  lazy.showAnswer(1, false, 'begun');
  await settled();
  assert.equal(loads(), 0);
  lazy.showAnswer(7, true, 'sheet');
  await pause();
  lazy.showAnswer(4, false, 'later');
  lazy.showAnswer(4, true, 'later');
  await pause();
  assert.equal(loads(), 2);
  lazy.showBusy();
  lazy.showProblem('gone', 'image');
  assert.deepEqual(told, [
    ['answer', 1, false, 'begun'],
    ['answer', 7, true, 'sheet'],
    ['answer', 4, false, 'later'],
    ['answer', 4, true, 'later'],
    ['busy'],
    ['problem', 'gone', 'image'],
  ]);
});

test('what is gone by the time it is there is not shown', async () => {
  const { told, lazy } = noting();
  lazy.showAnswer(7, true, 'sheet');
  await pause();
  lazy.showAnswer(7, true, 'sheet');
  lazy.showNothing();
  await pause();
  lazy.showNothing();
  assert.deepEqual(told, [['nothing']]);
});
