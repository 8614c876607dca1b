import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as histories from '../../frontend/js/history.js';
import { DEFAULT_NIB } from '../../frontend/js/nib.js';

const at = (x, y = x, t = 0) => ({ x, y, t });
const drawn = (...starts) => starts.reduce((history, x) => histories.beginStroke(history, at(x)), histories.NEW);
const picture = new File([], 'one.png');

test('a new sheet is blank, and undo, redo and clear leave it alone', () => {
  assert.ok(histories.isBlank(histories.NEW.sheet));
  for (const step of [histories.undo, histories.redo, histories.clear]) {
    assert.equal(step(histories.NEW), histories.NEW);
  }
});

test('a growing stroke is one step', () => {
  const grown = histories.growStroke(drawn(10), [at(20), at(30)]);
  assert.deepEqual(grown.sheet.strokes, [[at(10), at(20), at(30)]]);
  assert.ok(histories.isBlank(histories.undo(grown).sheet));
});

test('growing leaves the earlier history as it was', () => {
  const before = drawn(10, 50);
  histories.growStroke(before, [at(90)]);
  assert.deepEqual(before.sheet.strokes, [[at(10)], [at(50)]]);
});

test('undo and redo walk the strokes back and forth', () => {
  const both = drawn(10, 50);
  const one = histories.undo(both);
  assert.deepEqual(one.sheet.strokes, [[at(10)]]);
  assert.deepEqual(histories.redo(one), both);
});

test('a new stroke ends the future', () => {
  const again = histories.beginStroke(histories.undo(drawn(10, 50)), at(70));
  assert.deepEqual(again.sheet.strokes, [[at(10)], [at(70)]]);
  assert.equal(histories.redo(again), again);
});

test('clearing can be undone', () => {
  const cleared = histories.clear(drawn(10, 50));
  assert.ok(histories.isBlank(cleared.sheet));
  assert.equal(histories.undo(cleared).sheet.strokes.length, 2);
});

test('the oldest of very many steps are forgotten', () => {
  const { MOST_STEPS } = histories;
  const long = drawn(...Array(MOST_STEPS + 20).keys());
  assert.equal(long.past.length, MOST_STEPS);
  const back = long.past.reduce(histories.undo, long);
  assert.equal(back.sheet.strokes.length, 20);
  assert.equal(histories.undo(back), back);
  assert.deepEqual(back.future.reduce(histories.redo, back), long);
});

test('an image replaces the ink, the pen replaces the image, and undo brings each back', () => {
  const opened = histories.openPicture(drawn(10), picture);
  assert.deepEqual(opened.sheet, { strokes: [], nibs: [], picture });
  const written = histories.beginStroke(opened, at(20));
  assert.deepEqual(written.sheet, { strokes: [[at(20)]], nibs: [DEFAULT_NIB], picture: null });
  assert.equal(histories.undo(written).sheet.picture, picture);
  assert.deepEqual(histories.undo(histories.undo(written)).sheet.strokes, [[at(10)]]);
});

test('each stroke keeps what it was written with', () => {
  const pencil = { kind: 'pencil', size: 0 };
  const both = histories.beginStroke(drawn(10), at(50), pencil);
  assert.deepEqual(both.sheet.nibs, [DEFAULT_NIB, pencil]);
  assert.deepEqual(histories.eraseStrokes(both, new Set([0]), false).sheet.nibs, [pencil]);
});

test('one move of the eraser is one step, which undo takes back whole', () => {
  const three = drawn(10, 50, 90);
  const once = histories.eraseStrokes(three, new Set([1]), false);
  const twice = histories.eraseStrokes(once, new Set([0]), true);
  assert.deepEqual(twice.sheet.strokes, [[at(90)]]);
  assert.deepEqual(histories.undo(twice).sheet, three.sheet);
  assert.deepEqual(histories.redo(histories.undo(twice)).sheet, twice.sheet);
});

test('an eraser that meets nothing leaves no step', () => {
  const one = drawn(10);
  assert.equal(histories.eraseStrokes(one, new Set(), false), one);
});

test('a kept drawing has no past but what is kept of it', () => {
  const { sheet } = drawn(10, 50);
  const kept = histories.startWith(sheet);
  assert.equal(histories.undo(kept), kept);
  assert.deepEqual(histories.undo(histories.clear(kept)).sheet, sheet);
  const other = drawn(90).sheet;
  assert.equal(histories.undo(histories.startWith(sheet, [other])).sheet, other);
});

test('what a drawing covers is the last one that is not a part of it', () => {
  const own = drawn(10, 50);
  assert.equal(histories.covered(own), histories.BLANK);
  const cleared = histories.clear(own);
  assert.equal(histories.covered(cleared), own.sheet);
  const other = histories.openDrawing(own, drawn(70, 90).sheet);
  assert.equal(histories.covered(histories.beginStroke(other, at(30))), own.sheet);
  assert.equal(histories.covered(histories.openPicture(own, picture)), own.sheet);
});
