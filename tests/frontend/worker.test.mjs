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
  const self = {
    skipWaiting: async () => claimed.push('skipped'),
    clients: { claim: async () => claimed.push('claimed') },
  };
  runInContext(SOURCE, createContext({
    self,
    URL,
    location: { origin: ORIGIN },
    addEventListener: (type, listener) => { listeners[type] = listener; },
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
  const ask = (path, method = 'GET') => happen('fetch', { request: { url: new URL(path, ORIGIN).href, method } });
  return { stores, claimed, happen, ask };
}

test('a release is kept whole, and the one before it goes', async () => {
  const { stores, claimed, happen } = scene('page-old');
  await happen('install');
  assert.equal(stores.size, 2, 'the old one serves until the new one is whole');
  await happen('activate');
  const [[name, files]] = [...stores];
  assert.notEqual(name, 'page-old');
  assert.ok(files.size > 50 && files.has('/') && files.has('/js/main.js') && files.has('/js/locale/de.js'));
  assert.deepEqual(claimed, ['skipped', 'claimed']);
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
