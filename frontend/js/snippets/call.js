/**
 * The request that reads a drawing, for programs in other languages to repeat.
 *
 * @typedef {object} Call
 * @property {string} url
 * @property {string} body  JSON
 * @property {boolean} keyed  whether the service wants to see a key
 */

import { toWire } from '../stroke.js';

/** What the service calls the header of its keys, and what stands in for one. */
export const KEY_HEADER = 'X-API-Key';
export const KEY_PLACEHOLDER = 'YOUR-KEY';

/** Where each mode is read, and what it is asked beside the strokes. As the page itself asks, but for the pictures. */
const QUESTIONS = {
  digit: { path: '/v1/predict', options: {} },
  number: { path: '/v1/read', options: { max_length: 64 } },
};

/**
 * @param {import('../mode.js').Mode} mode
 * @param {readonly import('../stroke.js').Stroke[]} strokes
 * @param {string} origin  of the service
 * @param {boolean} keyed
 * @returns {Call}
 */
export function callOf(mode, strokes, origin, keyed) {
  const { path, options } = QUESTIONS[mode];
  const timeless = toWire(strokes).map(({ x, y }) => ({ x, y })); // half as long, and read the same
  return { url: `${origin}${path}`, body: JSON.stringify({ strokes: timeless, ...options }), keyed };
}

/** @param {Call} call @returns {[string, string][]} */
export function headersOf({ keyed }) {
  /** @type {[string, string][]} */
  const headers = [['Content-Type', 'application/json']];
  return keyed ? [...headers, [KEY_HEADER, KEY_PLACEHOLDER]] : headers;
}
