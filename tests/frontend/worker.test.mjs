import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';

const SOURCE = await readFile(new URL('../../frontend/service-worker.js', import.meta.url), 'utf8');
const ORIGIN = 'https://page.example';

/** The worker in a browser that has kept some versions already. */
function scene(...versions) {
  const listeners = {};
  const stores = new Map(versions.map((name) => [name, new Map()]));
  const claimed = [];
  const keep = (store) => ({
    addAll: async (requests) => requests.forEach(({ url }) => store.set(url, `kept ${url}`)),
    match: async ({ url }) => store.get(new URL(url).pathname),
  });
  const windows = [];
  const registration = { waiting: null };
  const self = {
    skipWaiting: async () => claimed.push('skipped'),
    clients: { claim: async () => claimed.push('claimed'), matchAll: async () => windows },
    registration,
  };
  runInContext(SOURCE, createContext({
    self,
    URL,
    location: { origin: ORIGIN },
    addEventListener: (type, listener) => { listeners[type] = listener; },
    Response: class { constructor(body, { headers }) { Object.assign(this, { body, headers }); } },
    Request: class { constructor(url, options) { Object.assign(this, { url, ...options }); } },
    fetch: async ({ url }) => `fetched ${url}`,
    caches: {
      open: async (name) => {
        if (!stores.has(name)) stores.set(name, new Map());
        return keep(stores.get(name));
      },
      keys: async () => [...stores.keys()],
      delete: async (name) => stores.delete(name),
    },
  }));

  /** What becomes of an event, or undefined where the worker leaves it alone. */
  async function happen(type, event = {}) {
    let outcome;
    listeners[type]({ ...event, waitUntil: (promise) => { outcome = promise; }, respondWith: (promise) => { outcome = promise; } });
    return outcome;
  }
  const ask = (path, method = 'GET', mode = 'cors') =>
    happen('fetch', { request: { url: new URL(path, ORIGIN).href, method, mode } });
  const load = () => ask('/', 'GET', 'navigate');
  /** Another release is kept and waits. What it is told: */
  function wait() {
    const told = [];
    registration.waiting = { postMessage: (words) => told.push(words) };
    return told;
  }
  return { stores, claimed, windows, happen, ask, load, wait };
}

test('a release is kept whole, and the one before it goes when it takes over', async () => {
  const { stores, claimed, happen } = scene('page-old', 'others');
  await happen('install');
  assert.equal(stores.size, 3, 'the old one serves its open pages');
  await happen('activate');
  const [[others], [name, files]] = [...stores];
  assert.equal(others, 'others', 'what is not of the page is left alone');
  assert.notEqual(name, 'page-old');
  assert.ok(files.size > 50 && files.has('/') && files.has('/js/main.js') && files.has('/js/locale/de.js'));
  assert.deepEqual(claimed, [], 'no open page gets the files of another release');
});

test('the very first release serves the page that brought it', async () => {
  const { claimed, happen } = scene();
  await happen('install');
  await happen('activate');
  assert.deepEqual(claimed, ['claimed']);
});

test('a load lets a new release take over where no other window shows the page', async () => {
  for (const open of [[], ['visible']]) {
    const { windows, wait, load, happen } = scene();
    await happen('install');
    const told = wait();
    windows.push(...open.map((visibilityState) => ({ visibilityState })));
    const { body, headers } = await load();
    assert.match(body, /reload/);
    assert.deepEqual([headers['Content-Type'], told.length], ['text/html', 1]);
    const next = scene();
    await next.happen('message', { data: told[0] });
    assert.deepEqual(next.claimed, ['skipped']);
  }
});

test('no page loses its release: one beside it, or a part asked for later', async () => {
  for (const open of [['visible', 'visible'], ['hidden'], ['visible', 'hidden']]) {
    const { windows, wait, load, happen } = scene();
    await happen('install');
    const told = wait();
    windows.push(...open.map((visibilityState) => ({ visibilityState })));
    assert.equal(await load(), 'kept /');
    assert.deepEqual(told, [], open.join());
  }
  const { wait, ask, happen } = scene();
  await happen('install');
  const told = wait();
  assert.equal(await ask('/js/main.js'), 'kept /js/main.js');
  assert.deepEqual(told, []);
});

test('other messages change nothing', async () => {
  const { claimed, happen } = scene();
  await happen('message', { data: 'hello' });
  assert.deepEqual(claimed, []);
});

test('the page comes from what is kept, in any language', async () => {
  const { ask, happen } = scene();
  await happen('install');
  assert.equal(await ask('/js/main.js'), 'kept /js/main.js');
  assert.equal(await ask('/?lang=de'), 'kept /');
});

test('what the browser has lost is fetched', async () => {
  const { ask } = scene();
  assert.equal(await ask('/js/main.js'), `fetched ${ORIGIN}/js/main.js`);
});

test('the API and the documentation go their own way', async () => {
  const { ask, happen } = scene();
  await happen('install');
  for (const path of ['/v1/model', '/docs', '/health/live', 'https://other.example/js/main.js']) {
    assert.equal(await ask(path), undefined, path);
  }
  assert.equal(await ask('/', 'POST'), undefined);
});
