import assert from 'node:assert/strict';
import { test } from 'node:test';

import { emphasis } from '../../frontend/js/emphasis.js';
import { colourOf, FAINT, heatPixels } from '../../frontend/js/heat.js';
import { isExplanation } from '../../frontend/js/shape.js';
import { whyWords } from '../../frontend/js/whywords.js';

const SIDE = 28;
const COLOURS = { for: [0, 0, 255], against: [255, 128, 0] };

/** 28 rows of 28, of what a function says of each place. */
function grid(valueAt) {
  return Array.from({ length: SIDE }, (_, y) => Array.from({ length: SIDE }, (__, x) => valueAt(x, y)));
}

/** A square of ink, 18 pixels wide, with a hole of 6 in the middle. */
const inside = (x, y, from, to) => x >= from && x < to && y >= from && y < to;
const frame = grid((x, y) => (inside(x, y, 5, 23) && !inside(x, y, 11, 17) ? 255 : 0));

/** What speaks in a square of 6 pixels at one of the nine places, and elsewhere by so little. */
function speaking(...spots) {
  return grid((x, y) => {
    const place = 3 * Math.floor((y - 5) / 6) + Math.floor((x - 5) / 6);
    const spot = inside(x, y, 5, 23) && spots.find(([at]) => at === place);
    return spot ? spot[1] : 0.01;
  });
}

test('what speaks is said with its place, ink and paper apart', () => {
  assert.deepEqual(emphasis(frame, speaking([0, 2])), { for: [{ what: 'ink', place: 0 }], against: [] });
  assert.deepEqual(emphasis(frame, speaking([4, 2])).for, [{ what: 'paper', place: 4 }]);
  const both = emphasis(frame, speaking([8, 2], [4, 3], [1, 1.9], [2, -2]));
  assert.deepEqual(both.for, [{ what: 'paper', place: 4 }, { what: 'ink', place: 8 }]);
  assert.deepEqual(both.against, [{ what: 'ink', place: 2 }]);
});

test('what is weak is not made a reason, however much of it there is', () => {
  assert.deepEqual(emphasis(frame, grid(() => FAINT / 2)), { for: [], against: [] });
  assert.deepEqual(emphasis(frame, grid((x, y) => (inside(x, y, 11, 17) ? 5 : -1))).against, []);
});

test('a place beyond the ink belongs to its nearest end, and a thin line has sides', () => {
  const line = grid((x, y) => (x >= 13 && x < 15 && y >= 4 && y < 24 ? 255 : 0));
  const spot = (left, top) => grid((x, y) => (x === left && y === top ? 3 : 0));
  assert.deepEqual(emphasis(line, spot(1, 14)).for, [{ what: 'paper', place: 3 }]);
  assert.deepEqual(emphasis(line, spot(13, 14)).for, [{ what: 'ink', place: 4 }]);
  assert.deepEqual(emphasis(line, spot(27, 27)).for, [{ what: 'paper', place: 8 }]);
});

test('a frame without ink breaks nothing', () => {
  const found = emphasis(grid(() => 0), grid(() => 1)).for;
  assert.deepEqual(new Set(found.map(({ what }) => what)), new Set(['paper']));
});

test('ink stays lighter than paper under every colour', () => {
  for (const sign of [1, -1]) {
    const pixels = heatPixels(frame, grid(() => sign), COLOURS);
    const light = (x, y) => [0, 1, 2].reduce((sum, part) => sum + pixels[4 * (SIDE * y + x) + part], 0);
    assert.ok(light(6, 6) > light(13, 13) + 60);
  }
});

test('the stronger it speaks the more colour, and what is faint stays plain', () => {
  const pixels = heatPixels(grid(() => 0), grid((x) => (x === 0 ? -4 : x / 9)), COLOURS);
  const blue = Array.from({ length: SIDE }, (_, x) => pixels[4 * x + 2]);
  assert.equal(blue[1], 0);
  assert.ok(blue[27] > blue[20] && blue[20] > blue[12]);
  assert.deepEqual([...pixels.slice(0, 4)], [158, 79, 0, 255]);
  const faint = heatPixels(frame, grid(() => 0.05), COLOURS);
  assert.deepEqual([...faint.slice(0, 4)], [0, 0, 0, 255]);
});

test('colours are taken from the style sheet', () => {
  assert.deepEqual(colourOf(' #56b4e9'), [0x56, 0xb4, 0xe9]);
});

const EXPLANATION = { digit: 3, against: [8], frame, saliency: speaking([3, 2], [5, -2]), model_version: '1' };

test('the reasons are sentences', () => {
  const against = 'Against it: mostly the ink on the right.';
  assert.equal(whyWords(EXPLANATION), `For 3 and against 8: mostly the ink on the left. ${against}`);
  const others = { ...EXPLANATION, against: [0, 1, 2, 4, 5, 6, 7, 8, 9], saliency: speaking([4, 1], [0, 1]) };
  assert.equal(
    whyWords(others),
    'For 3 and against other digits: mostly the ink at the top left and the empty place in the middle.',
  );
  assert.equal(whyWords({ ...EXPLANATION, saliency: grid(() => 0) }), 'No single part speaks for 3.');
});

test('an explanation is told from anything else', () => {
  assert.ok(isExplanation(EXPLANATION));
  const short = EXPLANATION.frame.slice(1);
  const wrong = [
    null, {}, { ...EXPLANATION, digit: '3' }, { ...EXPLANATION, against: [] }, { ...EXPLANATION, frame: short },
    { ...EXPLANATION, saliency: [...short, [1]] }, { ...EXPLANATION, saliency: grid(() => null) },
  ];
  for (const body of wrong) assert.ok(!isExplanation(body), JSON.stringify(body)?.slice(0, 60));
});
