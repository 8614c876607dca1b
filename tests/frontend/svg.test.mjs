import assert from 'node:assert/strict';
import { test } from 'node:test';

import { INK, PAPER } from '../../frontend/js/share/colours.js';
import { svgOf } from '../../frontend/js/share/svg.js';
import { readFileSync } from 'node:fs';

const LINE = [{ x: 100, y: 100, t: 0 }, { x: 200, y: 100, t: 1 }];
const DOT = [{ x: 50.06, y: 60, t: 3 }];
const PEN = { kind: 'pen', size: 1 };
const ON_NOTHING = { ink: '#1c2654', paper: null };

test('each stroke is a path, and all ink lies in the picture', () => {
  const svg = svgOf({ strokes: [LINE, DOT], nibs: [PEN, { kind: 'marker', size: 3 }] }, ON_NOTHING);
  assert.match(svg, /viewBox="-29.9 -20 309.9 200"/);
  assert.ok(svg.includes('<path d="M100 100Q200 100 200 100" fill="none" stroke="#1c2654" stroke-width="36"'), svg);
  assert.match(svg, /d="M50.1 60Q50.1 60 50.1 60".* stroke-width="116" .*opacity="0.8"/);
  assert.equal(svg.includes('<rect'), false);
});

test('ink under pressure is as wide as it was pressed', () => {
  const pressed = LINE.map((point, index) => ({ ...point, pressure: index }));
  const svg = svgOf({ strokes: [pressed], nibs: [PEN] }, ON_NOTHING);
  assert.match(svg, /<path d="M[^"]*Z[^"]*A6.3 6.3 0 0 1 [^"]*A29.7 29.7 0 0 1 [^"]*" fill="#1c2654"/);
  assert.equal(svg.includes('NaN'), false);
});

test('on paper, when wanted, and in the colours of the light page', () => {
  const svg = svgOf({ strokes: [LINE], nibs: [PEN] }, { ink: INK, paper: PAPER });
  assert.match(svg, /<rect x="20" y="20" width="260" height="160" fill="#fffefa"\/>/);
  const tokens = readFileSync(new URL('../../frontend/css/tokens.css', import.meta.url), 'utf8');
  assert.ok(tokens.includes(`--ink: ${INK};`) && tokens.includes(`--paper: ${PAPER};`));
});
