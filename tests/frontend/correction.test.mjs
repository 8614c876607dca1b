import assert from 'node:assert/strict';
import { test } from 'node:test';

import { correctionOf, countOf, labelOf, withCorrection, withoutLast } from '../../frontend/js/correction.js';
import { createCorrectionStore } from '../../frontend/js/correctionstore.js';

const STROKES = [[{ x: 1.04, y: 2, t: 100 }, { x: 30, y: 40, t: 116.4 }]];
const ANSWER = {
  digit: 1, probability: 0.63, decision: 'review', reasons: ['low_confidence'], candidates: [], model_version: '2.1.0', frame: '',
};
const SEVEN = correctionOf(7, STROKES, ANSWER, new Date(0));

/** A storage that takes so many characters. */
function storageOf(room = Infinity) {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem(name, value) {
      if (value.length > room) throw new Error('QuotaExceededError');
      kept.set(name, value);
    },
    removeItem: (name) => kept.delete(name),
  };
}

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

test('the last one says what its own strokes are, and nothing of others', () => {
  const lines = withCorrection(withCorrection('', SEVEN), { ...SEVEN, label: 4 });
  assert.equal(labelOf(lines, STROKES), 4);
  assert.equal(labelOf(lines, [...STROKES, ...STROKES]), null);
  assert.equal(labelOf(lines, STROKES.map((stroke) => stroke.slice(1))), null);
  assert.equal(labelOf('', STROKES), null);
});

test('the store is the same for all who have the same storage', () => {
  const storage = storageOf();
  const [one, other] = [createCorrectionStore(() => storage), createCorrectionStore(() => storage)];
  assert.ok(one.add(SEVEN));
  assert.ok(other.add(SEVEN));
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
  assert.ok(!store.add(SEVEN));
  assert.equal(store.count(), 1);
});

test('a browser that forbids storage is a store that keeps nothing', () => {
  const store = createCorrectionStore(() => {
    throw new Error('SecurityError');
  });
  assert.equal(store.count(), 0);
  assert.ok(!store.add(SEVEN));
});
