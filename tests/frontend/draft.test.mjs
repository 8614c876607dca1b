import assert from 'node:assert/strict';
import { test } from 'node:test';

import { endingAt, readDraft, writeDraft } from '../../frontend/js/draft.js';
import { createDrafts } from '../../frontend/js/drafts.js';
import { DEFAULT_NIB } from '../../frontend/js/nib.js';

const PENCIL = { kind: 'pencil', size: 3 };
const STROKES = [
  [{ x: 1.5, y: -20, t: 100 }, { x: 30.2, y: 4, t: 108 }],
  [{ x: 500, y: 600.1, t: 900, pressure: 0 }, { x: 510, y: 610, t: 905, pressure: 1 }],
];
const DRAFT = { strokes: STROKES, nibs: [DEFAULT_NIB, PENCIL], nib: PENCIL, mode: 'number', picture: false };

test('a drawing comes back from its draft', () => {
  assert.deepEqual(readDraft(writeDraft(DRAFT)), DRAFT);
  const blank = { strokes: [], nibs: [], nib: DEFAULT_NIB, mode: 'digit', picture: true };
  assert.deepEqual(readDraft(writeDraft(blank)), blank);
});

test('a draft is short: a minute of quick writing takes less than a tenth of what a browser keeps', () => {
  const quick = Array.from({ length: 240 * 60 }, (_, i) => ({ x: 500 + 400 * Math.sin(i), y: i % 900, t: i * 4, pressure: 0.5 }));
  assert.ok(writeDraft({ ...DRAFT, strokes: [quick], nibs: [PENCIL] }).length < 500_000);
});

test('what is no draft is not read', () => {
  const one = JSON.parse(writeDraft(DRAFT));
  const damaged = [
    { ...one, form: 2 },
    { ...one, strokes: {} },
    { ...one, strokes: [null] },
    { ...one, strokes: [{ ...one.strokes[0], steps: [] }] },
    { ...one, strokes: [{ ...one.strokes[0], steps: [1, 2, 3] }] },
    { ...one, strokes: [{ ...one.strokes[0], steps: [1, 2, 'x', 4] }] },
    { ...one, strokes: [{ ...one.strokes[0], steps: [1, 2, null, 4] }] },
    [],
    null,
    7,
  ];
  for (const text of [null, '', '{', '<html>', ...damaged.map((body) => JSON.stringify(body))]) {
    assert.equal(readDraft(text), null, String(text));
  }
});

test('a strange pen or mode harms nothing', () => {
  const strange = { ...JSON.parse(writeDraft(DRAFT)), mode: 'poem', nib: { kind: 'quill' } };
  assert.deepEqual(readDraft(JSON.stringify(strange)), { ...DRAFT, mode: 'digit', nib: DEFAULT_NIB });
});

test('an earlier drawing ends now, with its own pace', () => {
  const moved = endingAt(STROKES, 50);
  assert.deepEqual(moved.map((stroke) => stroke.map(({ t }) => t)), [[-755, -747], [45, 50]]);
  assert.equal(moved[1][1].pressure, 1);
  assert.deepEqual(endingAt([], 50), []);
});

/** A browser's store, and how often it was written. */
function shelf() {
  const kept = new Map();
  return { kept, getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text) };
}

test('many changes are one writing, and leaving writes at once', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const store = shelf();
  let asked = 0;
  const drafts = createDrafts(() => store, () => (asked += 1, DRAFT));
  drafts.note();
  t.mock.timers.tick(200);
  drafts.note();
  t.mock.timers.tick(200);
  assert.equal(asked, 0);
  t.mock.timers.tick(200);
  assert.equal(asked, 1);
  drafts.note();
  drafts.write();
  assert.equal(asked, 2);
  t.mock.timers.tick(10_000);
  assert.equal(asked, 2);
  assert.deepEqual(drafts.read(), DRAFT);
});

test('a page that changed nothing does not write over another', () => {
  const store = shelf();
  const idle = createDrafts(() => store, () => ({ ...DRAFT, strokes: [], nibs: [] }));
  const busy = createDrafts(() => store, () => DRAFT);
  busy.note();
  busy.write();
  idle.write();
  assert.deepEqual(idle.read(), DRAFT);
});

test('a browser that keeps nothing is no error', () => {
  const refuse = () => { throw new DOMException('full', 'QuotaExceededError'); };
  for (const store of [refuse, () => ({ getItem: refuse, setItem: refuse })]) {
    const drafts = createDrafts(store, () => DRAFT);
    drafts.note();
    drafts.write();
    assert.equal(drafts.read(), null);
  }
});
