import assert from 'node:assert/strict';
import { test } from 'node:test';

import { svgOf } from '../../frontend/js/share/svg.js';

const STROKES = [[{ x: 100, y: 100, t: 0 }, { x: 200, y: 100, t: 1 }, { x: 200, y: 300.06, t: 2 }], [{ x: 50, y: 60, t: 3 }]];

test('each stroke is a path, and all ink lies in the picture', () => {
  const svg = svgOf(STROKES, { ink: '#1c2654', paper: null });
  assert.match(svg, /viewBox="-10 0 270 360.1"/);
  assert.ok(svg.includes('<path d="M100 100Q200 100 200 200Q200 300.1 200 300.1"/>\n<path d="M50 60Q50 60 50 60"/>'), svg);
  assert.match(svg, /stroke="#1c2654" stroke-width="36"/);
  assert.equal(svg.includes('<rect'), false);
});

test('on paper, when wanted', () => {
  assert.match(svgOf(STROKES, { ink: '#000', paper: '#fffefa' }), /<rect x="-10" y="0" width="270" height="360.1" fill="#fffefa"\/>/);
});
