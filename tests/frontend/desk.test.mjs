import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createDesk } from '../../frontend/js/desk.js';
import * as histories from '../../frontend/js/history.js';
import { DEFAULT_NIB } from '../../frontend/js/nib.js';

const at = (x) => ({ x, y: x, t: x });

/** A desk, and a note of what is laid on its sheet, and how, and of what is read. */
function scene() {
  const laid = [];
  const read = [];
  const sheet = {
    show: (next) => laid.push(['show', next]),
    write: (next) => laid.push(['write', next]),
    pretend() {},
    resize() {},
  };
  const reading = {
    follow: (next) => read.push(['follow', next]),
    settle: (next) => read.push(['settle', next]),
    stop() {},
  };
  const way = { reading, view: { showNothing() {} } };
  const desk = createDesk({ sheet, ways: { digit: way, number: way }, lift() {}, nib: () => DEFAULT_NIB });
  return { desk, laid, read };
}

/** @param {ReturnType<typeof scene>['desk']} desk @param {number} x */
function draw({ strokes }, x) {
  strokes.onBegin(at(x), false);
  strokes.onExtend([at(x + 1)]);
  strokes.onEnd();
}

test('a stroke that was not meant leaves the sheet, its past and its future as they were', () => {
  const { desk } = scene();
  draw(desk, 10);
  draw(desk, 20);
  desk.settle(histories.undo);
  const before = desk.history;
  desk.strokes.onBegin(at(30), false);
  desk.strokes.onExtend([at(31)]);
  desk.strokes.onDiscard();
  assert.equal(desk.history, before);
  desk.settle(histories.redo);
  assert.equal(desk.history.sheet.strokes.length, 2);
});

test('after a stroke that was not meant the sheet is read as it was, and looked at as before', () => {
  const { desk, laid, read } = scene();
  desk.strokes.onBegin(at(10), false);
  desk.strokes.onExtend([at(11)]);
  desk.strokes.onDiscard();
  assert.deepEqual(laid.at(-1), ['write', histories.BLANK]);
  assert.deepEqual(read.at(-1), ['settle', histories.BLANK]);
});

test('a picture that a stroke took the place of is there again when the stroke was not meant', () => {
  const { desk } = scene();
  const picture = new File([], 'one.png');
  desk.settle((current) => histories.openPicture(current, picture));
  desk.strokes.onBegin(at(10), false);
  desk.strokes.onDiscard();
  assert.equal(desk.history.sheet.picture, picture);
});
