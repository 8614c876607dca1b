/**
 * The only file that speaks HTTP. Every failure leaves it as a Problem, except the caller's own abort.
 *
 * @typedef {{digit: number, probability: number}} Candidate
 * @typedef {object} Answer
 * @property {number} digit
 * @property {number} probability
 * @property {Candidate[]} candidates  all ten, the most probable first
 * @property {string} model_version
 * @property {string} frame  base64 PNG, 28x28, light ink on black
 *
 * @typedef {object} Api
 * @property {(strokes: readonly import('./stroke.js').Stroke[], signal: AbortSignal) => Promise<Answer>} readStrokes
 * @property {(file: File, signal: AbortSignal) => Promise<Answer>} readImage
 * @property {(signal: AbortSignal) => Promise<{version: string}>} modelCard
 */

import { Problem } from './problem.js';
import { toWire } from './stroke.js';

/** Patience in milliseconds; an image travels longer than a few strokes. */
const SHORT_WAIT = 8_000;
const LONG_WAIT = 60_000;

/** @param {typeof fetch} send @returns {Api} */
export function createApi(send) {
  return {
    readStrokes(strokes, signal) {
      const body = JSON.stringify({ strokes: toWire(strokes), top_k: 10, include_frame: true });
      const headers = { 'content-type': 'application/json' };
      return exchange(send, '/v1/predict', { method: 'POST', headers, body }, SHORT_WAIT, signal);
    },
    readImage(file, signal) {
      const body = new FormData();
      body.append('image', file);
      return exchange(send, '/v1/predict/image?top_k=10&include_frame=true', { method: 'POST', body }, LONG_WAIT, signal);
    },
    modelCard(signal) {
      return exchange(send, '/v1/model', {}, SHORT_WAIT, signal);
    },
  };
}

/**
 * @param {typeof fetch} send
 * @param {string} path
 * @param {RequestInit} request
 * @param {number} wait  milliseconds
 * @param {AbortSignal} signal
 */
async function exchange(send, path, request, wait, signal) {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(wait)]);
  let response;
  let text;
  try {
    response = await send(path, { ...request, signal: patience });
    text = await response.text();
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Problem({ status: 0 });
  }
  const body = parsed(text);
  if (!response.ok) throw new Problem({ status: response.status, type: asText(body?.type), detail: asText(body?.detail) });
  if (body === null) throw new Problem({ status: 502 }); // a proxy's or a hotel's page instead of an answer
  return body;
}

/** @param {string} text @returns {any} null for anything but a JSON object */
function parsed(text) {
  try {
    const body = JSON.parse(text);
    return typeof body === 'object' ? body : null;
  } catch {
    return null;
  }
}

/** @param {unknown} value */
function asText(value) {
  return typeof value === 'string' ? value : '';
}
