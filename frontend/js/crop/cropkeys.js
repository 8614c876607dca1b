/**
 * What a key does to the frame: arrows move it, and with Shift its right and lower side; Alt goes by single pixels.
 *
 * @typedef {import('./cropframe.js').Box} Box
 * @typedef {import('./cropframe.js').Size} Size
 */

import { moved, resized } from './cropframe.js';

/** A step, as a part of the picture's longer side. */
const STEP = 1 / 50;

/** @type {Record<string, readonly [number, number]>} across and down */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey'>} event
 * @param {Box} frame
 * @param {Size} picture
 * @returns {Box | null} null for any other key
 */
export function frameAfterKey({ key, shiftKey, altKey }, frame, picture) {
  if (!Object.hasOwn(WAYS, key)) return null;
  const step = altKey ? 1 : Math.max(1, Math.round(Math.max(picture.width, picture.height) * STEP));
  const [dx, dy] = WAYS[key].map((way) => way * step);
  return shiftKey ? resized(frame, { x: 1, y: 1 }, dx, dy, picture) : moved(frame, dx, dy, picture);
}
