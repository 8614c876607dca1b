import assert from 'node:assert/strict';
import { test } from 'node:test';

import { tellTaps } from '../../frontend/js/tap.js';

const at = (x, y = 0, t = 0) => ({ x, y, t });

/** A pen over paper with one digit at x from 0 to 100, and a note of what comes of its moves. */
function scene() {
  const done = [];
  const pen = tellTaps(
    {
      onBegin: ({ x }) => done.push(`begin ${x}`),
      onExtend: (points) => done.push(`extend ${points.map(({ x }) => x)}`),
      onForesee: (points) => done.push(`foresee ${points.map(({ x }) => x)}`),
      onEnd: () => done.push('end'),
      onDiscard: () => done.push('discard'),
    },
    { targetAt: ({ x }) => (x <= 100 ? 'digit' : null), slop: () => 10, onTap: (target) => done.push(`tap ${target}`) },
  );
  return { done, pen };
}

test('beside digits the pen writes at once, dots too', () => {
  const { done, pen } = scene();
  pen.onBegin(at(500));
  pen.onExtend([at(501)]);
  pen.onEnd();
  assert.deepEqual(done, ['begin 500', 'extend 501', 'end']);
});

test('a tap on a digit leaves no ink, although the finger wanders a little', () => {
  const { done, pen } = scene();
  pen.onBegin(at(50));
  pen.onExtend([at(52), at(57)]);
  pen.onEnd();
  assert.deepEqual(done, ['tap digit']);
});

test('a stroke that begins on a digit loses none of its points', () => {
  const { done, pen } = scene();
  pen.onBegin(at(50));
  pen.onExtend([at(55)]);
  pen.onExtend([at(60), at(70)]);
  pen.onExtend([at(80)]);
  pen.onEnd();
  assert.deepEqual(done, ['begin 50', 'extend 55,60,70', 'extend 80', 'end']);
});

test('a palm on a digit is neither a tap nor a stroke', () => {
  const { done, pen } = scene();
  pen.onBegin(at(50));
  pen.onDiscard();
  pen.onBegin(at(200));
  pen.onDiscard();
  assert.deepEqual(done, ['begin 200', 'discard']);
});

test('nothing is foreseen of a tap, as it may leave no ink', () => {
  const { done, pen } = scene();
  pen.onBegin(at(50));
  pen.onForesee([at(52)]);
  pen.onExtend([at(90)]);
  pen.onForesee([at(95)]);
  assert.deepEqual(done, ['begin 50', 'extend 90', 'foresee 95']);
});
