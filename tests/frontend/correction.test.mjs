import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  correctionOf, countOf, labelOf, withCorrection, withoutLast, withoutStrokes,
} from '../../frontend/js/correction.js';
import { createCorrections } from '../../frontend/js/corrections.js';
import { createCorrectionStore } from '../../frontend/js/correctionstore.js';
import { say } from '../../frontend/js/text.js';
import { storageOf } from './storage.mjs';

const STROKES = [[{ x: 1.04, y: 2, t: 100 }, { x: 30, y: 40, t: 116.4 }]];
const ANSWER = {
  digit: 1, probability: 0.63, decision: 'review', reasons: ['low_confidence'], candidates: [], model_version: '2.1.0', frame: '',
};
const SEVEN = correctionOf(7, STROKES, ANSWER, new Date(0));
const OTHER = [...STROKES, ...STROKES];
const FOUR = correctionOf(4, OTHER, ANSWER, new Date(0));

test('a correction is what the laboratory reads, with what the model said', () => {
  assert.deepEqual(SEVEN, {
    label: 7,
    strokes: [{ x: [1, 30], y: [2, 40], t: [0, 16] }],
    digit: 1,
    probability: 0.63,
    decision: 'review',
    model_version: '2.1.0',
    time: '1970-01-01T00:00:00.000Z',
  });
});

test('lines are added at the end and taken from there', () => {
  const one = withCorrection('', SEVEN);
  const two = withCorrection(one, { ...SEVEN, label: 4 });
  assert.deepEqual([countOf(''), countOf(one), countOf(two)], [0, 1, 2]);
  assert.deepEqual(two.trimEnd().split('\n').map((line) => JSON.parse(line).label), [7, 4]);
  assert.equal(withoutLast(two), one);
  assert.equal(withoutLast(one), '');
  assert.equal(withoutLast(''), '');
});

test('each line says what its own strokes are, wherever it stands, and nothing of others', () => {
  const lines = withCorrection(withCorrection('', SEVEN), FOUR);
  assert.equal(labelOf(lines, SEVEN.strokes), 7);
  assert.equal(labelOf(lines, FOUR.strokes), 4);
  assert.equal(labelOf(lines, [...OTHER, ...OTHER]), null);
  assert.equal(labelOf('', SEVEN.strokes), null);
});

test('a line is taken out from between the others', () => {
  const third = { ...SEVEN, strokes: [] };
  const lines = [SEVEN, FOUR, third].reduce(withCorrection, '');
  assert.equal(withoutStrokes(lines, FOUR.strokes), [SEVEN, third].reduce(withCorrection, ''));
  assert.equal(withoutStrokes(lines, [...OTHER, ...OTHER]), lines);
});

test('an earlier drawing is kept once, with what was said of it last', () => {
  const storage = storageOf();
  const store = createCorrectionStore(() => storage);
  for (const correction of [SEVEN, FOUR, { ...SEVEN, label: 1 }]) assert.ok(store.add(correction));
  assert.deepEqual([store.count(), store.label(STROKES), store.label(OTHER)], [2, 1, 4]);
  assert.ok(store.drop(OTHER));
  assert.deepEqual([store.count(), store.label(STROKES), store.label(OTHER)], [1, 1, null]);
});

test('corrections leave room for the drafts', () => {
  const storage = storageOf();
  const store = createCorrectionStore(() => storage);
  const points = Array.from({ length: 40_000 }, (_, i) => i);
  const long = (label) => ({ ...SEVEN, label, strokes: [{ x: points, y: points, t: [label] }] });
  assert.deepEqual([1, 2, 3, 4].map((label) => store.add(long(label))), [true, true, true, false]);
  assert.equal(store.count(), 3);
  assert.ok(store.lines().length <= 1_500_000);
});

test('the store is the same for all who have the same storage', () => {
  const storage = storageOf();
  const [one, other] = [createCorrectionStore(() => storage), createCorrectionStore(() => storage)];
  assert.ok(one.add(SEVEN));
  assert.ok(other.add(FOUR));
  assert.equal(one.count(), 2);
  assert.ok(one.dropLast());
  assert.equal(other.lines(), withCorrection('', SEVEN));
  assert.ok(other.clear());
  assert.equal(one.count(), 0);
  assert.equal(storage.getItem(one.name), null);
});

test('a full storage keeps what it has, and says that it took no more', () => {
  const line = withCorrection('', SEVEN);
  const storage = storageOf(line.length);
  const store = createCorrectionStore(() => storage);
  assert.ok(store.add(SEVEN));
  assert.ok(!store.add(FOUR));
  assert.equal(store.count(), 1);
});

test('a browser that forbids storage is a store that keeps nothing', () => {
  const store = createCorrectionStore(() => {
    throw new Error('SecurityError');
  });
  assert.equal(store.count(), 0);
  assert.ok(!store.add(SEVEN));
});

/** As much of an element as the panel asks for. */
class Element extends EventTarget {
  append() {}

  setAttribute() {}

  toggleAttribute() {}

  contains() {
    return false;
  }
}

/** "Delete all" and "Take back" of corrections that are in a storage, and what is said. */
function panel(storage) {
  globalThis.document = { createElement: () => new Element() };
  globalThis.addEventListener ??= () => {};
  const said = [];
  const names = ['section', 'digits', 'kept', 'count', 'undo', 'save', 'clear', 'sheet'];
  const parts = Object.fromEntries(names.map((name) => [name, new Element()]));
  const store = createCorrectionStore(() => storage);
  const confirm = (count, confirmed) => confirmed();
  createCorrections(parts, { store, tell: (words) => said.push(words), save() {}, confirm }, new AbortController().signal);
  return { store, said, press: (name) => parts[name].dispatchEvent(new Event('click')) };
}

test('only what is done is said to be done', () => {
  const storage = storageOf();
  const { store, said, press } = panel(storage);
  for (const name of ['undo', 'clear']) press(name);
  assert.deepEqual(said, [], 'there was nothing');
  for (const correction of [SEVEN, FOUR]) store.add(correction);
  const refuse = () => {
    throw new Error('SecurityError');
  };
  const { setItem, removeItem } = storage;
  Object.assign(storage, { setItem: refuse, removeItem: refuse });
  for (const name of ['undo', 'clear']) press(name);
  assert.deepEqual([store.count(), ...said], [2, say('correct.stuck'), say('correct.stuck')]);
  Object.assign(storage, { setItem, removeItem });
  for (const name of ['undo', 'clear']) press(name);
  assert.deepEqual([store.count(), ...said.slice(2)], [0, say('correct.undone'), say('correct.cleared')]);
});
