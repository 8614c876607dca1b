import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createApi } from '../../frontend/js/api.js';
import { Problem } from '../../frontend/js/problem.js';

const STROKES = [[{ x: 1, y: 2, t: 5 }]];
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
  const { api, sent } = apiOf(Response.json({ digit: 7 }));
  assert.deepEqual(await api.readStrokes(STROKES, patient()), { digit: 7 });
  assert.equal(sent[0].path, '/v1/predict');
  assert.deepEqual(JSON.parse(sent[0].body), {
    strokes: [{ x: [1], y: [2], t: [0] }],
    top_k: 10,
    include_frame: true,
  });
});

test('an image goes out as a form', async () => {
  const { api, sent } = apiOf(Response.json({ digit: 7 }));
  await api.readImage(new File(['ink'], 'one.png'), patient());
  assert.equal(sent[0].path, '/v1/predict/image?top_k=10&include_frame=true');
  assert.equal(sent[0].body.get('image').name, 'one.png');
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
