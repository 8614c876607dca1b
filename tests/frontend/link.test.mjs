import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { distanceToLine, HAND } from './hand.mjs';
import { DEFAULT_NIB } from '../../frontend/js/nib.js';
import { drawingOf, linkOf, LinkError } from '../../frontend/js/share/link.js';

const PAGE = { origin: 'http://ink.test', pathname: '/', search: '?lang=de' };

const inked = (strokes, nib = DEFAULT_NIB) => ({ strokes, nibs: strokes.map(() => nib) });
const fragment = (mode, strokes, nib) => new URL(linkOf(mode, inked(strokes, nib), PAGE)).hash;
const strokesOf = (hash) => drawingOf(hash).ink.strokes;
const kindOf = (hash) => {
  try {
    drawingOf(hash);
  } catch (error) {
    assert.ok(error instanceof LinkError);
    return error.kind;
  }
  return 'none';
};

test('407 of a hand is a link that a chat takes, and comes back as it was', () => {
  const strokes = HAND[407];
  const link = linkOf('number', inked(strokes), PAGE);
  assert.ok(link.startsWith('http://ink.test/#number=1.'), 'who comes by it has a language of their own');
  assert.ok(link.length < 300, `${link.length} characters`);
  const back = drawingOf(new URL(link).hash);
  assert.equal(back.mode, 'number');
  assert.equal(back.ink.strokes.length, strokes.length);
  const furthest = strokes.map((stroke, index) =>
    Math.max(...stroke.map((point) => distanceToLine(point, back.ink.strokes[index])))).sort((a, b) => b - a)[0];
  assert.ok(furthest < 4, `${furthest} of 1000 units beside it; the pen is 36 wide`);
});

test('time goes on through a drawing that comes back', () => {
  const times = strokesOf(fragment('digit', HAND[407])).flat().map(({ t }) => t);
  assert.deepEqual(times, [...times].sort((a, b) => a - b));
  assert.ok(times.at(-1) > 1000);
});

test('samples come back close together, so that corners stay corners', () => {
  const [stroke] = strokesOf(fragment('digit', [[{ x: 0, y: 0, t: 0 }, { x: 400, y: 0, t: 9 }]]));
  assert.ok(stroke.length > 20);
});

test('ink beside the sheet, dots and long jumps come back', () => {
  const strokes = [[{ x: -900, y: 1500, t: 0 }], [{ x: 2900, y: -4, t: 5 }]];
  const places = strokesOf(fragment('digit', strokes)).map(([{ x, y }]) => [x, y]);
  assert.deepEqual(places, [[-900, 1500], [2900, -4]]);
});

test('the pen and its pressure come back', () => {
  const pencil = { kind: 'pencil', size: 3 };
  const pressed = [[{ x: 0, y: 0, t: 0, pressure: 0.2 }, { x: 32, y: 0, t: 5, pressure: 1 }]];
  const { strokes: [stroke], nibs } = drawingOf(fragment('digit', pressed, pencil)).ink;
  assert.deepEqual(nibs, [pencil]);
  assert.deepEqual(stroke.map(({ pressure }) => pressure.toFixed(1)), ['0.2', '0.6', '1.0']);
  assert.equal('pressure' in strokesOf(fragment('digit', HAND[7]))[0][0], false);
});

test('a mode alone, or nothing, is no drawing', () => {
  for (const hash of ['', '#digit', '#number']) assert.equal(drawingOf(hash), null);
});

test('a link that is cut off anywhere is damaged', () => {
  const hash = fragment('digit', HAND[407]);
  for (let end = '#digit='.length; end < hash.length; end += 1) assert.equal(kindOf(hash.slice(0, end)), 'damaged');
});

test('a link with a changed letter is damaged', () => {
  const hash = fragment('digit', HAND[407]);
  for (let at = '#digit=1.'.length; at < hash.length - 1; at += 1) {
    const other = hash[at] === 'A' ? 'B' : 'A';
    assert.equal(kindOf(hash.slice(0, at) + other + hash.slice(at + 1)), 'damaged', `at ${at}`);
  }
});

test('no link makes a pen go further than any hand would', () => {
  const zigzag = (corners) => [Array.from({ length: corners }, (_, at) => ({ x: (at % 2) * 40_000, y: at * 8, t: at }))];
  assert.ok(strokesOf(fragment('digit', zigzag(40))).flat().length > 90_000, 'as far as it may go');
  const far = fragment('digit', zigzag(600));
  assert.ok(far.length < 4_000, `${far.length} characters`);
  assert.equal(kindOf(far), 'damaged');
});

test('of the future, and of strangers', () => {
  assert.equal(kindOf('#digit=2.AAAA'), 'newer');
  for (const hash of ['#drawing', '#letter=1.AAAA', '#access_token=eyJ', '#1']) assert.equal(kindOf(hash), 'foreign');
  for (const hash of ['#digit=1.a b', `#digit=1.${'A'.repeat(200_000)}`, '#digit=1.', '#number=1.é']) {
    assert.equal(kindOf(hash), 'damaged', hash.slice(0, 20));
  }
});

test('real drawings of digits stay short', () => {
  const lines = readFileSync(new URL('../contract/drawings.jsonl', import.meta.url), 'utf8').trim().split('\n');
  for (const { strokes } of lines.map((line) => JSON.parse(line))) {
    const points = strokes.map(({ x, y }) => x.map((_, index) => ({ x: x[index] * 3, y: y[index] * 3, t: 0 })));
    assert.ok(fragment('digit', points).length < 150);
  }
});
