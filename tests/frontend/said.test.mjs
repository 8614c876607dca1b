import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createCorrectionStore } from '../../frontend/js/correctionstore.js';
import { createSaid, inkOf } from '../../frontend/js/said.js';
import { storageOf } from './storage.mjs';

const stroke = (x, t) => [{ x, y: 0, t }, { x: x + 10, y: 20, t: t + 50 }];
const SHEET = { strokes: [stroke(0, 0), stroke(30, 100), stroke(5, 200)], nibs: [], picture: null };
const box = { x: 0, y: 0, width: 15, height: 20 };
const FOUR = { box, strokes: [2, 0] };
const ONE = { box: { ...box, x: 30 }, strokes: [1] };
const ANSWER = { digit: 9, probability: 0.6, decision: 'review', model_version: '1' };

function saidOf(storage = storageOf()) {
  const store = createCorrectionStore(() => storage);
  return { store, said: createSaid(store) };
}

test('a digit of a number is kept with its own strokes alone, in the order they were written', () => {
  const { store, said } = saidOf();
  assert.ok(said.keep(inkOf(FOUR, SHEET), 4, ANSWER));
  const { strokes, label, digit } = JSON.parse(store.lines());
  assert.deepEqual([label, digit], [4, 9]);
  assert.deepEqual(strokes.map(({ x, t }) => [x[0], t[0]]), [[0, 0], [5, 200]]);
  assert.equal(said.labelOf(inkOf(FOUR, SHEET)), 4);
  assert.equal(said.labelOf(inkOf(ONE, SHEET)), null);
});

test('what is said later of the same ink takes the place of it, and may be taken back', () => {
  const { store, said } = saidOf();
  const ink = inkOf(FOUR, SHEET);
  for (const label of [4, 7]) assert.ok(said.keep(ink, label, ANSWER));
  assert.deepEqual([store.count(), said.labelOf(ink)], [1, 7]);
  assert.ok(said.drop(ink));
  assert.deepEqual([store.count(), said.labelOf(ink)], [0, null]);
});

test('it does not stick to other ink in the same place, and is there again with the same', () => {
  const { said } = saidOf();
  said.keep(inkOf(FOUR, SHEET), 4, ANSWER);
  const more = { ...SHEET, strokes: [...SHEET.strokes, stroke(4, 300)] };
  assert.equal(said.labelOf(inkOf({ ...FOUR, strokes: [0, 2, 3] }, more)), null);
  assert.equal(said.labelOf(inkOf({ ...FOUR, strokes: [0] }, SHEET)), null);
  assert.equal(said.labelOf(inkOf(FOUR, more)), 4);
});

test('the digits of a picture have no strokes to keep, and are put right all the same', () => {
  const { store, said } = saidOf();
  const inPicture = (picture, digit) => inkOf({ ...digit, strokes: [] }, { strokes: [], nibs: [], picture });
  const [photo, other] = [new File(['a'], 'a.png'), new File(['a'], 'a.png')];
  assert.ok(!said.keep(inPicture(photo, FOUR), 4, ANSWER));
  assert.ok(!said.keep(inPicture(photo, FOUR), 7, ANSWER));
  assert.deepEqual([store.count(), said.labelOf(inPicture(photo, FOUR))], [0, 7]);
  assert.deepEqual([said.labelOf(inPicture(photo, ONE)), said.labelOf(inPicture(other, FOUR))], [null, null]);
  assert.ok(said.drop(inPicture(photo, FOUR)));
  assert.equal(said.labelOf(inPicture(photo, FOUR)), null);
});

test('where the browser keeps nothing a digit is put right as long as the page is open', () => {
  const { store, said } = saidOf(storageOf(10));
  const ink = inkOf(FOUR, SHEET);
  assert.ok(!said.keep(ink, 4, ANSWER));
  assert.deepEqual([store.count(), said.labelOf(ink)], [0, 4]);
  assert.ok(said.drop(ink));
  assert.equal(said.labelOf(ink), null);
});
