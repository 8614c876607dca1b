import assert from 'node:assert/strict';
import { test } from 'node:test';

import { endingAt, readDraft, writeDraft } from '../../frontend/js/draft.js';
import { createDrafts, keptDraft } from '../../frontend/js/drafts.js';
import { DEFAULT_NIB } from '../../frontend/js/nib.js';
import { toWire } from '../../frontend/js/stroke.js';

const PENCIL = { kind: 'pencil', size: 3 };
const STROKES = [
  [{ x: 1.5, y: -20, t: 100 }, { x: 30.2, y: 4, t: 108 }],
  [{ x: 500, y: 600.1, t: 900, pressure: 0 }, { x: 510, y: 610, t: 905, pressure: 1 }],
];
const NOTHING = { strokes: [], nibs: [] };
const DRAFT = {
  strokes: STROKES,
  nibs: [DEFAULT_NIB, PENCIL],
  nib: PENCIL,
  mode: 'number',
  picture: false,
  covered: { strokes: [[{ x: 7, y: 8, t: 9 }]], nibs: [PENCIL] },
};

test('a drawing comes back from its draft', () => {
  assert.deepEqual(readDraft(writeDraft(DRAFT)), DRAFT);
  const blank = { ...NOTHING, nib: DEFAULT_NIB, mode: 'digit', picture: true, covered: NOTHING };
  assert.deepEqual(readDraft(writeDraft(blank)), blank);
});

test('each part of a drawing is the same to the service before and after a reload', () => {
  const drawn = [0.4, 33.6, 90.5].map((start) => [start, start + 8.3, start + 16.6].map((t) => ({ x: t / 7, y: 3, t })));
  const { strokes } = readDraft(writeDraft({ ...DRAFT, strokes: drawn, nibs: drawn.map(() => PENCIL) }));
  const again = endingAt(strokes, 4321.7);
  for (const from of [0, 1, 2]) assert.deepEqual(toWire(again.slice(from)), toWire(drawn.slice(from)));
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

test('a strange pen, mode or covered drawing harms nothing', () => {
  const strange = { ...JSON.parse(writeDraft(DRAFT)), mode: 'poem', nib: { kind: 'quill' }, covered: [null] };
  assert.deepEqual(readDraft(JSON.stringify(strange)), { ...DRAFT, mode: 'digit', nib: DEFAULT_NIB, covered: NOTHING });
});

test('an earlier drawing ends now, with its own pace', () => {
  const moved = endingAt(STROKES, 50);
  assert.deepEqual(moved.map((stroke) => stroke.map(({ t }) => t)), [[-755, -747], [45, 50]]);
  assert.equal(moved[1][1].pressure, 1);
  assert.deepEqual(endingAt([], 50), []);
});

/** What a browser keeps, and how often it was written. */
function shelf(text = null) {
  return {
    written: 0,
    get: () => text,
    set(next) {
      text = next;
      this.written += 1;
    },
  };
}

/** A page that opens blank, and on which the same drawing can be drawn anew. */
function page(kept = shelf()) {
  let draft = { ...DRAFT, strokes: [], nibs: [] };
  const drafts = createDrafts(kept, () => draft);
  const draw = () => {
    draft = { ...DRAFT, strokes: [...STROKES] };
    drafts.note();
  };
  return { kept, drafts, draw };
}

test('many changes are one writing, and leaving writes at once', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { kept, drafts, draw } = page();
  draw();
  t.mock.timers.tick(200);
  draw();
  t.mock.timers.tick(200);
  assert.equal(kept.written, 0);
  t.mock.timers.tick(200);
  assert.equal(kept.written, 1);
  draw();
  drafts.write();
  assert.equal(kept.written, 2);
  t.mock.timers.tick(10_000);
  assert.equal(kept.written, 2);
  assert.deepEqual(keptDraft(kept), DRAFT);
});

test('a page that changed nothing does not write over another', () => {
  const kept = shelf();
  const [idle, busy] = [page(kept), page(kept)];
  idle.drafts.note();
  busy.draw();
  busy.drafts.write();
  idle.drafts.write();
  assert.equal(kept.written, 1);
  assert.deepEqual(keptDraft(kept), DRAFT);
});

test('where nothing usable is kept the sheet is blank', () => {
  for (const text of [null, 'nonsense']) assert.deepEqual(keptDraft(shelf(text)).strokes, []);
});
