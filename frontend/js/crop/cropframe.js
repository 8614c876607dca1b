/**
 * The frame around the part of a picture that is read, in pixels of the picture. It stays inside of it.
 *
 * @typedef {import('../box.js').Box} Box
 * @typedef {{width: number, height: number}} Size
 * @typedef {{x: -1 | 0 | 1, y: -1 | 0 | 1}} Grip  which sides move: -1 the left or upper, 1 the right or lower, 0 none
 */

import { clamp } from '../lens.js';

/** No side is shorter, in pixels of the picture: the model's own frame is 28. */
export const SHORTEST = 28;

/** Free around the first frame, as a part of the picture: one sees that it is a frame. */
const MARGIN = 0.08;

/** @param {Size} picture @returns {Box} */
export function firstFrame({ width, height }) {
  const [x, y] = [width, height].map((side) => (side * (1 - 2 * MARGIN) < SHORTEST ? 0 : Math.round(side * MARGIN)));
  return { x, y, width: width - 2 * x, height: height - 2 * y };
}

/** @param {Box} frame @param {number} dx @param {number} dy @param {Size} picture @returns {Box} */
export function moved(frame, dx, dy, picture) {
  return {
    ...frame,
    x: clamp(frame.x + dx, 0, picture.width - frame.width),
    y: clamp(frame.y + dy, 0, picture.height - frame.height),
  };
}

/** @param {Box} frame @param {Grip} grip @param {number} dx @param {number} dy @param {Size} picture @returns {Box} */
export function resized(frame, grip, dx, dy, picture) {
  const [left, right] = span(frame.x, frame.x + frame.width, grip.x, dx, picture.width);
  const [top, bottom] = span(frame.y, frame.y + frame.height, grip.y, dy, picture.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** @param {number} start @param {number} end @param {-1 | 0 | 1} side  that moves @param {number} by @param {number} most */
function span(start, end, side, by, most) {
  const shortest = Math.min(SHORTEST, most);
  if (side < 0) return [clamp(start + by, 0, end - shortest), end];
  return side > 0 ? [start, clamp(end + by, start + shortest, most)] : [start, end];
}
