/** A drawing as a picture of vectors. */

import { grown } from '../box.js';
import { smoothCurve } from '../curve.js';
import { extentOf } from '../extent.js';
import { PEN_WIDTH } from '../paint.js';

/** Free on each side of the ink, in sheet units: half of the pen, and air. */
export const AIR = 60;

/**
 * @param {readonly import('../stroke.js').Stroke[]} strokes  at least one
 * @param {{ink: string, paper: string | null}} colours  CSS colours; without paper the ground is transparent
 */
export function svgOf(strokes, { ink, paper }) {
  const { x, y, width, height } = grown(extentOf(strokes), AIR);
  const box = [x, y, width, height].map(tenths);
  const ground = paper === null ? '' : `<rect ${attributes(['x', 'y', 'width', 'height'], box)} fill="${paper}"/>\n`;
  const lines = strokes.map((stroke) => `<path d="${pathOf(stroke)}"/>`).join('\n');
  const pen = `fill="none" stroke="${ink}" stroke-width="${PEN_WIDTH}" stroke-linecap="round" stroke-linejoin="round"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(' ')}">\n${ground}<g ${pen}>\n${lines}\n</g>\n</svg>\n`;
}

/** @param {import('../stroke.js').Stroke} stroke */
function pathOf(stroke) {
  const curves = smoothCurve(stroke).map(({ control, end }) => `Q${pair(control)} ${pair(end)}`);
  return [`M${pair(stroke[0])}`, ...curves].join('');
}

/** @param {readonly string[]} names @param {readonly number[]} values */
function attributes(names, values) {
  return names.map((name, index) => `${name}="${values[index]}"`).join(' ');
}

/** @param {import('../box.js').Place} place */
function pair({ x, y }) {
  return `${tenths(x)} ${tenths(y)}`;
}

/** @param {number} value */
function tenths(value) {
  return Math.round(value * 10) / 10;
}
