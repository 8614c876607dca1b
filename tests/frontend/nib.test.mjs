import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DEFAULT_NIB, lookOf, NIB_KINDS, nibOf, resized, WIDTHS } from '../../frontend/js/nib.js';

test('a felt tip is broader than a pen, and a pencil finer, at every size', () => {
  for (const size of WIDTHS.keys()) {
    const [pen, marker, pencil] = NIB_KINDS.map((kind) => lookOf({ kind, size }).width);
    assert.ok(pencil < pen && pen < marker);
  }
});

test('what was kept comes back, and what is no nib becomes the default', () => {
  assert.deepEqual(nibOf('pencil', 3), { kind: 'pencil', size: 3 });
  for (const [kind, size] of [['brush', 1], ['pen', 4], ['pen', -1], ['pen', 'x'], ['pen', 0.5], [undefined, undefined]]) {
    assert.equal(nibOf(kind, size), DEFAULT_NIB);
  }
});

test('the widths end at both ends', () => {
  const nib = { kind: 'marker', size: 0 };
  assert.deepEqual(resized(nib, -1), nib);
  assert.deepEqual(resized(nib, 1), { kind: 'marker', size: 1 });
  assert.equal(resized({ kind: 'pen', size: WIDTHS.length - 1 }, 1).size, WIDTHS.length - 1);
});
