/**
 * The only file that speaks HTTP. Every failure leaves it as a Problem, except the caller's own abort.
 *
 * @typedef {{digit: number, probability: number}} Candidate
 * @typedef {'low_confidence' | 'not_a_digit' | 'several_digits' | 'faint_ink' | 'constraint_unsatisfied'} Reason
 * @typedef {object} Answer
 * @property {number} digit
 * @property {number} probability
 * @property {'accept' | 'review'} decision
 * @property {Reason[]} reasons  to review; none if accepted
 * @property {Candidate[]} candidates  all ten, the most probable first
 * @property {string} model_version
 * @property {string} frame  base64 PNG, 28x28, light ink on black
 *
 * @typedef {object} DigitInLine
 * @property {number} digit
 * @property {number} probability
 * @property {Candidate[]} candidates  three at most, the most probable first
 * @property {import('./box.js').Box} box
 * @property {number[]} strokes  the indices of those that make it; none in an image
 *
 * @typedef {object} Line
 * @property {string} text
 * @property {number} probability  that the whole text is right
 * @property {'accept' | 'review'} decision
 * @property {Reason[]} reasons  to review; none if accepted
 * @property {DigitInLine[]} digits  those of the text; boxes in sheet units, or in the pixels of the upright image
 *
 * @typedef {{lines: Line[], model_version: string}} Transcript  from top to bottom
 *
 * @typedef {object} Explanation  what speaks for a digit, and what for those that it is compared with
 * @property {number} digit
 * @property {number[]} against  at least one
 * @property {number[][]} saliency  28 rows of 28, above 0 for the digit, below for the others
 * @property {number[][]} frame  28 rows of 28, what the model saw, 0 to 255, light ink on black
 */

/**
 * @template Reply
 * @typedef {object} Reader
 * @property {(strokes: readonly import('./stroke.js').Stroke[], signal: AbortSignal) => Promise<Reply>} readStrokes
 * @property {(file: File, signal: AbortSignal) => Promise<Reply>} readImage
 */

/**
 * @typedef {Reader<Answer> & {
 *   numbers: Reader<Transcript>, modelCard: (signal: AbortSignal) => Promise<{version: string}>,
 *   explanations: (against: readonly number[]) => Reader<Explanation>,
 * }} Api
 *
 * @typedef {object} Question
 * @property {string} path
 * @property {RequestInit} request
 * @property {number} wait  milliseconds
 * @property {(body: any) => boolean} fits  whether a body is an answer to this question
 * @property {number} [bytes]  of the file that is sent along
 */

import { parsed } from './json.js';
import { Problem } from './problem.js';
import { isAnswer, isExplanation, isModelCard, isTranscript } from './shape.js';
import { toWire } from './stroke.js';

/** Patience in milliseconds; an image travels longer than a few strokes. */
const SHORT_WAIT = 8_000;
const LONG_WAIT = 60_000;

/** @param {typeof fetch} send @returns {Api} */
export function createApi(send) {
  const digits = { path: '/v1/predict', options: { top_k: 10, include_frame: true }, fits: isAnswer };
  return {
    ...createReader(send, digits),
    explanations: (against) => createReader(send, { path: '/v1/explain', options: { against }, fits: isExplanation }),
    numbers: createReader(send, { path: '/v1/read', options: { max_length: 64 }, fits: isTranscript }),
    modelCard(/** @type {AbortSignal} */ signal) {
      return exchange(send, { path: '/v1/model', request: {}, wait: SHORT_WAIT, fits: isModelCard }, signal);
    },
  };
}

/**
 * The two ways to hand in ink: strokes at an address, an image at one below it. They take the same options.
 *
 * @param {typeof fetch} send
 * @param {{path: string, options: Record<string, number | boolean | readonly number[]>, fits: (body: any) => boolean}} kind
 * @returns {Reader<any>}
 */
function createReader(send, { path, options, fits }) {
  return {
    readStrokes(strokes, signal) {
      const body = JSON.stringify({ strokes: toWire(strokes), ...options });
      const headers = { 'content-type': 'application/json' };
      return exchange(send, { path, request: { method: 'POST', headers, body }, wait: SHORT_WAIT, fits }, signal);
    },
    readImage(file, signal) {
      const body = new FormData();
      body.append('image', file);
      const each = Object.entries(options).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]));
      const query = new URLSearchParams(each);
      const address = `${path}/image?${query}`;
      const request = { method: 'POST', body };
      return exchange(send, { path: address, request, wait: LONG_WAIT, fits, bytes: file.size }, signal);
    },
  };
}

/**
 * @param {typeof fetch} send
 * @param {Question} question
 * @param {AbortSignal} signal
 */
async function exchange(send, { path, request, wait, fits, bytes }, signal) {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(wait)]);
  let response;
  let text;
  try {
    response = await send(path, { ...request, signal: patience });
    text = await response.text();
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Problem({ status: 0, bytes, offline: globalThis.navigator?.onLine === false });
  }
  const body = parsed(text);
  if (!response.ok) throw refusal(response, body);
  if (!fits(body)) throw new Problem({ status: 502 }); // a proxy's or a hotel's page instead of an answer
  return body;
}

/** @param {Response} response @param {any} body  problem details, or anything else */
function refusal({ status, headers }, body) {
  const seconds = Number(headers.get('retry-after')); // the service tells no dates
  const wait = seconds > 0 ? seconds * 1_000 : 0;
  return new Problem({ status, type: asText(body?.type), detail: asText(body?.detail), wait });
}

/** @param {unknown} value */
function asText(value) {
  return typeof value === 'string' ? value : '';
}
