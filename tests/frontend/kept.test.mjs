import assert from 'node:assert/strict';
import { test } from 'node:test';

import { keptText } from '../../frontend/js/kept.js';

/** What a browser keeps under names. */
function storageOf() {
  const texts = new Map();
  return { texts, getItem: (name) => texts.get(name) ?? null, setItem: (name, text) => texts.set(name, text) };
}

test('each window has its own text, and a new one begins with the last', () => {
  const [shared, one, other] = [storageOf(), storageOf(), storageOf()];
  const open = (own) => keptText('draft', [() => own, () => shared]);
  open(one).set('drawn here');
  open(other).set('drawn there');
  assert.equal(open(one).get(), 'drawn here');
  assert.equal(open(other).get(), 'drawn there');
  assert.equal(open(storageOf()).get(), 'drawn there');
});

test('names are those of this page alone', () => {
  const storage = storageOf();
  keptText('language', [() => storage]).set('de');
  assert.deepEqual([...storage.texts.keys()], ['inkdigit.language']);
});

test('where one storage is full or forbidden the others still keep', () => {
  const shared = storageOf();
  const forbidden = () => {
    throw new Error('SecurityError');
  };
  const full = { ...storageOf(), setItem: forbidden };
  const text = keptText('draft', [forbidden, () => full, () => shared]);
  assert.equal(text.get(), null);
  text.set('kept');
  assert.equal(text.get(), 'kept');
  assert.equal(keptText('draft', [() => shared]).get(), 'kept');
});
