/** A drawing as a picture of vectors. The grain of the pencil, which is made of pixels, is left out. */

import { grown } from '../box.js';
import { curveOf } from '../curve.js';
import { extentOf } from '../extent.js';
import { isFilled, traceLine, traceRibbon } from '../inkparts.js';
import { lookOf } from '../nib.js';
import { ribbonOf } from '../ribbon.js';
import { spineOf } from '../spine.js';
import { createSvgPath } from './svgpath.js';

/** @typedef {import('./inkbytes.js').Ink} Ink */

/** Free on each side of the ink, in sheet units: half of the broadest pen, and air. */
const AIR = 80;

/** What a picture of a drawing shows, in sheet units. @param {Ink} ink  not blank @returns {import('../box.js').Box} */
export function pictureBox({ strokes }) {
  const extent = /** @type {import('../box.js').Box} */ (extentOf(strokes));
  return grown(extent, AIR);
}

/**
 * @param {Ink} ink  not blank
 * @param {{ink: string, paper: string | null}} colours  CSS colours; without paper the ground is transparent
 */
export function svgOf(ink, colours) {
  const { x, y, width, height } = pictureBox(ink);
  const box = [x, y, width, height].map((value) => Math.round(value * 10) / 10);
  const ground = `<rect x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}" fill="${colours.paper}"/>`;
  const paths = ink.strokes.map((stroke, index) => pathOf(stroke, ink.nibs[index], colours.ink));
  const lines = colours.paper === null ? paths : [ground, ...paths];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(' ')}">\n${lines.join('\n')}\n</svg>\n`;
}

/** @param {import('../stroke.js').Stroke} stroke @param {import('../nib.js').Nib} nib @param {string} colour */
function pathOf(stroke, nib, colour) {
  const [path, look, line] = [createSvgPath(), lookOf(nib), curveOf(stroke, 0, stroke.length)];
  if (isFilled(stroke, nib)) {
    traceRibbon(path, ribbonOf(spineOf(line, look)));
    return `<path d="${path.data}" fill="${colour}" opacity="${look.opacity}"/>`;
  }
  traceLine(path, line);
  const pen = `stroke-width="${Math.round(look.width * 10) / 10}" stroke-linecap="round" stroke-linejoin="round"`;
  return `<path d="${path.data}" fill="none" stroke="${colour}" ${pen} opacity="${look.opacity}"/>`;
}
