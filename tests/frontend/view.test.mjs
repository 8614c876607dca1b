import assert from 'node:assert/strict';
import { test } from 'node:test';

import { holds } from '../../frontend/js/box.js';
import { boxOnPaper } from '../../frontend/js/overlay.js';
import { partOfView, placeInView, SQUARE, standardView, widened } from '../../frontend/js/view.js';
import { createViewport } from '../../frontend/js/viewport.js';

const WIDE = { x: -1000, y: 0, width: 3000, height: 1000 };
const digit = { x: 200, y: 100, width: 500, height: 800 };
const number = { x: -800, y: 200, width: 2500, height: 500 };

test('the square sheet lies in the middle of the wide one', () => {
  assert.deepEqual(SQUARE, { x: 0, y: 0, width: 1000, height: 1000 });
  assert.deepEqual(standardView(3000, 3), WIDE);
  assert.deepEqual(standardView(3000, 1.25), { x: -1000, y: -700, width: 3000, height: 2400 });
});

test('a place goes to the paper and a box comes back from it', () => {
  assert.deepEqual(placeInView(WIDE, { x: 0.5, y: 1 }), { x: 500, y: 1000 });
  const part = partOfView(WIDE, { x: -1000, y: 500, width: 1500, height: 250 });
  assert.deepEqual(part, { x: 0, y: 0.5, width: 0.5, height: 0.25 });
});

test('a view is widened until all ink is in it, and keeps its shape', () => {
  const view = widened(SQUARE, number);
  assert.ok(holds(view, number));
  assert.equal(view.width, view.height);
  assert.ok(view.width < number.width * 1.1, 'and not much further');
});

test('ink beside the view only moves it', () => {
  const view = widened(SQUARE, { x: 1200, y: 300, width: 100, height: 400 });
  assert.deepEqual(view, { x: 380, y: 0, width: 1000, height: 1000 });
});

test('a number stays in view on the square sheet and has its old place on the wide one', () => {
  const viewport = createViewport();
  viewport.fit(3000, 3, null);
  viewport.write(number);
  assert.deepEqual(viewport.view, WIDE);
  viewport.fit(1000, 1, number);
  assert.ok(holds(viewport.view, number));
  viewport.fit(3000, 3, number);
  assert.deepEqual(viewport.view, WIDE);
});

test('ink that the pen brought over the edge never moves the sheet', () => {
  const viewport = createViewport();
  const over = { x: -300, y: 0, width: 700, height: 1200 };
  viewport.write(over);
  viewport.show(over);
  viewport.show(null);
  viewport.show(over);
  assert.deepEqual(viewport.view, SQUARE);
});

test('undo brings ink of the other sheet back into view, and a blank sheet is as large as ever', () => {
  const viewport = createViewport();
  viewport.show(number);
  assert.ok(holds(viewport.view, number));
  viewport.show(digit);
  assert.ok(holds(viewport.view, number), 'a view that holds the ink stays');
  viewport.show(null);
  assert.deepEqual(viewport.view, SQUARE);
});

test('boxes of strokes get air for the pen, those of a picture are scaled with it', () => {
  assert.ok(holds(boxOnPaper(digit, null), digit));
  const photo = { frame: { x: -500, y: 0, width: 2000, height: 1000 }, width: 4000, height: 2000 };
  const pixels = { x: 1000, y: 200, width: 400, height: 600 };
  assert.deepEqual(boxOnPaper(pixels, photo), { x: 0, y: 100, width: 200, height: 300 });
});

test('a lens shows a part of the view, and a blank sheet is looked at as a whole', () => {
  const viewport = createViewport();
  viewport.fit(3000, 3, null);
  viewport.look({ scale: 2, x: 0.25, y: 0 });
  assert.deepEqual(viewport.view, { x: -250, y: 0, width: 1500, height: 500 });
  assert.deepEqual(viewport.home, WIDE);
  viewport.show(digit);
  assert.equal(viewport.lens.scale, 2);
  viewport.show(null);
  assert.deepEqual(viewport.view, WIDE);
});
