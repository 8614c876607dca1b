import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createApi } from '../../frontend/js/api.js';
import { Problem } from '../../frontend/js/problem.js';

const STROKES = [[{ x: 1, y: 2, t: 5 }]];
const CANDIDATES = [7, 1, 0, 2, 3, 4, 5, 6, 8, 9].map((digit, rank) => ({ digit, probability: rank === 0 ? 1 : 0 }));
const ANSWER = {
  digit: 7,
  probability: 1,
  decision: 'accept',
  reasons: [],
  candidates: CANDIDATES,
  model_version: '1.0.0',
  frame: 'aW5r',
};
const patient = () => new AbortController().signal;

/** An API whose service gives this response. */
function apiOf(response) {
  const sent = [];
  const api = createApi(async (path, request) => {
    sent.push({ path, ...request });
    return response;
  });
  return { api, sent };
}

const failing = (response) => assert.rejects(apiOf(response).api.readStrokes(STROKES, patient()), Problem);

test('strokes go out as JSON and the answer comes back', async () => {
  const { api, sent } = apiOf(Response.json(ANSWER));
  assert.deepEqual(await api.readStrokes(STROKES, patient()), ANSWER);
  assert.equal(sent[0].path, '/v1/predict');
  assert.deepEqual(JSON.parse(sent[0].body), {
    strokes: [{ x: [1], y: [2], t: [0] }],
    top_k: 10,
    include_frame: true,
  });
});

test('an image goes out as a form', async () => {
  const { api, sent } = apiOf(Response.json(ANSWER));
  await api.readImage(new File(['ink'], 'one.png'), patient());
  assert.equal(sent[0].path, '/v1/predict/image?top_k=10&include_frame=true');
  assert.equal(sent[0].body.get('image').name, 'one.png');
});

const GRID = Array.from({ length: 28 }, () => Array(28).fill(0));
const EXPLANATION = { digit: 7, against: [1, 9], saliency: GRID, frame: GRID, log_odds: 2, candidates: CANDIDATES };

test('what speaks for a digit is asked for elsewhere, with those that it is compared with', async () => {
  const { api, sent } = apiOf(Response.json(EXPLANATION));
  assert.deepEqual(await api.explanations([1, 9]).readStrokes(STROKES, patient()), EXPLANATION);
  assert.equal(sent[0].path, '/v1/explain');
  assert.deepEqual(JSON.parse(sent[0].body), { strokes: [{ x: [1], y: [2], t: [0] }], against: [1, 9] });
});

test('of an image each of them is named in the query, and none for all', async () => {
  for (const [against, query] of [[[1, 9], 'against=1&against=9'], [[], '']]) {
    const { api, sent } = apiOf(Response.json(EXPLANATION));
    await api.explanations(against).readImage(new File(['ink'], 'one.png'), patient());
    assert.equal(sent[0].path, `/v1/explain/image?${query}`);
  }
});

const BOX = { x: 1, y: 2, width: 3, height: 4 };
const DIGIT = { digit: 4, probability: 0.9, candidates: [{ digit: 4, probability: 0.9 }], box: BOX, strokes: [0] };
const LINE = { text: '4', probability: 0.9, decision: 'accept', reasons: [], box: BOX, digits: [DIGIT] };
const TRANSCRIPT = { lines: [LINE], model_version: '1.0.0' };

test('numbers are asked for elsewhere, of any length that is read', async () => {
  const { api, sent } = apiOf(Response.json(TRANSCRIPT));
  assert.deepEqual(await api.numbers.readStrokes(STROKES, patient()), TRANSCRIPT);
  assert.equal(sent[0].path, '/v1/read');
  assert.deepEqual(JSON.parse(sent[0].body), { strokes: [{ x: [1], y: [2], t: [0] }], max_length: 64 });
});

test('an image of numbers goes out as a form', async () => {
  const { api, sent } = apiOf(Response.json(TRANSCRIPT));
  await api.numbers.readImage(new File(['ink'], 'one.png'), patient());
  assert.equal(sent[0].path, '/v1/read/image?max_length=64');
  assert.equal(sent[0].body.get('image').name, 'one.png');
});

test('lines of another shape are no answer', async () => {
  const digits = [null, { ...DIGIT, box: { ...BOX, x: '1' } }, { ...DIGIT, candidates: null }, { ...DIGIT, digit: 10 }];
  digits.push({ ...DIGIT, strokes: null }, { ...DIGIT, strokes: ['0'] });
  const lines = [null, { ...LINE, text: '5' }, { ...LINE, digits: null }, { ...LINE, decision: 'review' }];
  lines.push({ ...LINE, probability: null }, ...digits.map((digit) => ({ ...LINE, digits: [digit] })));
  const bodies = [null, {}, ANSWER, { lines: [LINE] }, { ...TRANSCRIPT, lines: [] }];
  for (const body of [...bodies, ...lines.map((line) => ({ ...TRANSCRIPT, lines: [line] }))]) {
    await assert.rejects(apiOf(Response.json(body)).api.numbers.readStrokes(STROKES, patient()), { status: 502 });
  }
});

test('problem details become a problem', async () => {
  const details = { type: 'https://example.org/blank-ink', detail: 'Nothing drawn' };
  const { api } = apiOf(Response.json(details, { status: 422 }));
  await assert.rejects(api.readStrokes(STROKES, patient()), { status: 422, ...details });
});

test('anything else that is no answer becomes a problem too', async () => {
  await failing(new Response('<html>Bad gateway</html>', { status: 502 }));
  await failing(new Response('<html>Log in to the hotel</html>'));
  await failing(new Response('null'));
  await failing(Response.json({ detail: [{ loc: [] }] }, { status: 422 }));
});

test('JSON of another shape is no answer', async () => {
  const { frame, ...frameless } = ANSWER;
  const eleven = CANDIDATES.with(9, { digit: 11, probability: 0 });
  const strangers = [{}, [], 'ok', 7, frameless, { ...ANSWER, digit: '7' }, { ...ANSWER, probability: null }];
  const lists = [undefined, {}, [], CANDIDATES.slice(1), eleven, CANDIDATES.with(0, null)];
  for (const body of [...strangers, ...lists.map((candidates) => ({ ...ANSWER, candidates }))]) {
    await assert.rejects(apiOf(Response.json(body)).api.readStrokes(STROKES, patient()), { status: 502 });
  }
  await assert.rejects(apiOf(Response.json({})).api.modelCard(patient()), { status: 502 });
  assert.deepEqual(await apiOf(Response.json({ version: '2' })).api.modelCard(patient()), { version: '2' });
});

test('a decision that its reasons do not bear out, or without words on the page, is no answer', async () => {
  const review = { ...ANSWER, decision: 'review', reasons: ['faint_ink'] };
  assert.deepEqual(await apiOf(Response.json(review)).api.readStrokes(STROKES, patient()), review);
  const strangers = [{ decision: 'review' }, { reasons: ['faint_ink'] }, { decision: 'perhaps' }, { reasons: null }];
  strangers.push({ decision: 'review', reasons: ['mood'] }, { decision: 'review', reasons: ['toString'] });
  for (const part of strangers) await failing(Response.json({ ...ANSWER, ...part }));
});

test('a lost connection says how large the image was', async () => {
  const api = createApi(() => Promise.reject(new TypeError('Failed to fetch')));
  await assert.rejects(api.readImage(new File(['ink'], 'one.png'), patient()), { status: 0, bytes: 3 });
});

test('a refusal says for how long', async () => {
  const refusal = (headers) => apiOf(Response.json({}, { status: 429, headers })).api.modelCard(patient());
  await assert.rejects(refusal({ 'retry-after': '3' }), { status: 429, wait: 3_000 });
  await assert.rejects(refusal({}), { status: 429, wait: 0 });
  await assert.rejects(refusal({ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }), { wait: 0 });
});

test('a lost connection is a problem of status 0', async () => {
  const api = createApi(() => Promise.reject(new TypeError('Failed to fetch')));
  await assert.rejects(api.modelCard(patient()), { name: 'Error', status: 0 });
});

test('the caller\'s own abort is no problem', async () => {
  const caller = new AbortController();
  const api = createApi((_, { signal }) => new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  }));
  const answer = api.readStrokes(STROKES, caller.signal);
  caller.abort();
  await assert.rejects(answer, { name: 'AbortError' });
});
