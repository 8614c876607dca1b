/**
 * Keeps the page in the browser, so that it opens at once and without a network. What the API answers is never kept.
 * A new release brings another version here, is kept whole beside the old one, and is what the next load shows.
 */

// Written by `make page`: what the page consists of, and a digest of it all.
const VERSION = '67a523d4a0d6b88d';
const FILES = [
  '/',
  '/css/answer.css',
  '/css/marks.css',
  '/css/mode.css',
  '/css/number.css',
  '/css/overlay.css',
  '/css/page.css',
  '/css/sheet.css',
  '/css/tokens.css',
  '/css/toolbar.css',
  '/favicon.svg',
  '/icons/192.png',
  '/icons/512.png',
  '/icons/maskable-512.png',
  '/index.html',
  '/js/alternatives.js',
  '/js/annotate.js',
  '/js/answer.js',
  '/js/api.js',
  '/js/box.js',
  '/js/candidate.js',
  '/js/candidates.js',
  '/js/canvas.js',
  '/js/choice.js',
  '/js/curve.js',
  '/js/desk.js',
  '/js/dialog.js',
  '/js/doubt.js',
  '/js/element.js',
  '/js/extent.js',
  '/js/fit.js',
  '/js/frame.js',
  '/js/history.js',
  '/js/kept.js',
  '/js/languages.js',
  '/js/languageswitch.js',
  '/js/latest.js',
  '/js/line.js',
  '/js/lines.js',
  '/js/locale/de.js',
  '/js/locale/en.js',
  '/js/locale/es.js',
  '/js/locale/zh.js',
  '/js/main.js',
  '/js/mark.js',
  '/js/marks.js',
  '/js/menu.js',
  '/js/mode.js',
  '/js/modeswitch.js',
  '/js/number.js',
  '/js/numberwords.js',
  '/js/offline.js',
  '/js/overlay.js',
  '/js/paint.js',
  '/js/panel.js',
  '/js/pen.js',
  '/js/percent.js',
  '/js/picker.js',
  '/js/picture.js',
  '/js/pixelratio.js',
  '/js/preview.js',
  '/js/problem.js',
  '/js/reading.js',
  '/js/retry.js',
  '/js/rows.js',
  '/js/shape.js',
  '/js/sheet.js',
  '/js/shortcut.js',
  '/js/stroke.js',
  '/js/tap.js',
  '/js/text.js',
  '/js/toast.js',
  '/js/toolbar.js',
  '/js/translate.js',
  '/js/view.js',
  '/js/viewport.js',
  '/js/views.js',
  '/js/words.js',
  '/manifest.webmanifest',
];

const KEPT = `page-${VERSION}`;

/** Asks the server for each file, so that no older one is kept that the browser still had. */
async function keep() {
  const store = await caches.open(KEPT);
  await store.addAll(FILES.map((file) => new Request(file, { cache: 'no-cache' })));
  await self.skipWaiting();
}

async function forgetOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Whoever asks, and in whatever language: a module is asked for with other headers than it was kept. @param {Request} request */
async function answered(request) {
  const store = await caches.open(KEPT);
  return (await store.match(request, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

addEventListener('install', (event) => event.waitUntil(keep()));
addEventListener('activate', (event) => event.waitUntil(forgetOlder()));
addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const isOfThePage = origin === location.origin && FILES.includes(pathname);
  if (isOfThePage && event.request.method === 'GET') event.respondWith(answered(event.request));
});
