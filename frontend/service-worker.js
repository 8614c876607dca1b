/**
 * Keeps the page in the browser, so that it opens at once and without a network. What the API answers is never kept.
 * A new release brings another version here and is kept whole beside the old one. An open page keeps its own release to
 * the end; what the next load shows is the new one, unless the page is open in another window as well.
 */

// Written by `make page`: what the page consists of, and a digest of it all.
const VERSION = '0b810fd98455906f';
const FILES = [
  '/',
  '/css/answer.css',
  '/css/beside.css',
  '/css/controls.css',
  '/css/crop.css',
  '/css/marks.css',
  '/css/mode.css',
  '/css/number.css',
  '/css/overlay.css',
  '/css/page.css',
  '/css/pens.css',
  '/css/results.css',
  '/css/share.css',
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
  '/js/beside.js',
  '/js/besidenumber.js',
  '/js/box.js',
  '/js/brush.js',
  '/js/candidate.js',
  '/js/candidates.js',
  '/js/canvas.js',
  '/js/choice.js',
  '/js/comparison.js',
  '/js/copy.js',
  '/js/correction.js',
  '/js/correctionpanel.js',
  '/js/corrections.js',
  '/js/correctionstore.js',
  '/js/crop/cropdialog.js',
  '/js/crop/cropframe.js',
  '/js/crop/cropkeys.js',
  '/js/crop/cropstage.js',
  '/js/curve.js',
  '/js/desk.js',
  '/js/dialog.js',
  '/js/digitcorrection.js',
  '/js/doubt.js',
  '/js/draft.js',
  '/js/drafts.js',
  '/js/element.js',
  '/js/emphasis.js',
  '/js/eraser.js',
  '/js/extent.js',
  '/js/files/csv.js',
  '/js/files/fit.js',
  '/js/files/fitted.js',
  '/js/files/fitting.js',
  '/js/files/fitworker.js',
  '/js/files/picturefile.js',
  '/js/files/queue.js',
  '/js/files/result.js',
  '/js/files/resultlist.js',
  '/js/files/resultrow.js',
  '/js/files/results.js',
  '/js/files/resultsection.js',
  '/js/files/resulttable.js',
  '/js/files/resultwords.js',
  '/js/files/size.js',
  '/js/files/sleep.js',
  '/js/files/thumbnail.js',
  '/js/fit.js',
  '/js/follow.js',
  '/js/foresee.js',
  '/js/frame.js',
  '/js/grain.js',
  '/js/hand.js',
  '/js/heat.js',
  '/js/history.js',
  '/js/inkparts.js',
  '/js/intake.js',
  '/js/json.js',
  '/js/keep.js',
  '/js/kept.js',
  '/js/languages.js',
  '/js/languageswitch.js',
  '/js/latest.js',
  '/js/lazy.js',
  '/js/lazyview.js',
  '/js/lens.js',
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
  '/js/near.js',
  '/js/nib.js',
  '/js/number.js',
  '/js/numberwords.js',
  '/js/offline.js',
  '/js/overlay.js',
  '/js/paint.js',
  '/js/palm.js',
  '/js/panel.js',
  '/js/paste.js',
  '/js/pen.js',
  '/js/pens.js',
  '/js/percent.js',
  '/js/picker.js',
  '/js/picture.js',
  '/js/picturekeep.js',
  '/js/pictureshelf.js',
  '/js/pinch.js',
  '/js/pixelratio.js',
  '/js/player.js',
  '/js/preview.js',
  '/js/problem.js',
  '/js/reading.js',
  '/js/replay.js',
  '/js/replaybutton.js',
  '/js/retry.js',
  '/js/ribbon.js',
  '/js/rows.js',
  '/js/said.js',
  '/js/save.js',
  '/js/settledink.js',
  '/js/shape.js',
  '/js/share/arrival.js',
  '/js/share/base64url.js',
  '/js/share/checksum.js',
  '/js/share/codepart.js',
  '/js/share/colours.js',
  '/js/share/inkbytes.js',
  '/js/share/link.js',
  '/js/share/linkpart.js',
  '/js/share/nibnumber.js',
  '/js/share/part.js',
  '/js/share/picturepart.js',
  '/js/share/png.js',
  '/js/share/sharedialog.js',
  '/js/share/simplify.js',
  '/js/share/svg.js',
  '/js/share/svgpath.js',
  '/js/share/varint.js',
  '/js/share/walk.js',
  '/js/sharing.js',
  '/js/sheet.js',
  '/js/shortcut.js',
  '/js/smooth.js',
  '/js/snippets/call.js',
  '/js/snippets/curl.js',
  '/js/snippets/kotlin.js',
  '/js/snippets/python.js',
  '/js/snippets/quote.js',
  '/js/snippets/swift.js',
  '/js/spine.js',
  '/js/stroke.js',
  '/js/tap.js',
  '/js/text.js',
  '/js/toast.js',
  '/js/together.js',
  '/js/toolbar.js',
  '/js/toolkey.js',
  '/js/trail.js',
  '/js/trailstrip.js',
  '/js/translate.js',
  '/js/view.js',
  '/js/viewport.js',
  '/js/views.js',
  '/js/waysin.js',
  '/js/why.js',
  '/js/whywords.js',
  '/js/words.js',
  '/js/zoom.js',
  '/manifest.webmanifest',
];

/** The origin may keep other things under other names. */
const PREFIX = 'page-';
const KEPT = `${PREFIX}${VERSION}`;

const TAKE_OVER = 'take over';

/**
 * Loads again when the new release has taken over, and is then answered by it. Earlier it could be asked of the old one
 * while that ends, and Chromium leaves such a load without an answer. One that is left so all the same is tried again,
 * until it is answered. The header `Refresh` would ask nobody where the address has a fragment.
 */
const AGAIN = [
  '<script>const again = () => location.reload();',
  'navigator.serviceWorker.addEventListener("controllerchange", again);',
  'navigator.serviceWorker.getRegistration().then((registration) => registration?.waiting || again());',
  'setInterval(again, 3000);</script>',
].join('');

/** Asks the server for each file, so that no older one is kept that the browser still had. */
async function keep() {
  const store = await caches.open(KEPT);
  await store.addAll(FILES.map((file) => new Request(file, { cache: 'no-cache' })));
}

async function forgetOlder() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(PREFIX) && name !== KEPT);
  await Promise.all(older.map((name) => caches.delete(name)));
  if (older.length === 0) await self.clients.claim(); // the page that brought the very first one is of its release
}

/** Whoever asks, and in whatever language: a module is asked for with other headers than it was kept. @param {Request} request */
async function answered(request) {
  const store = await caches.open(KEPT);
  return (await store.match(request, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

/**
 * Whether a newer release waits, and no page would lose its own by it. A load in a window that shows the page counts that
 * page; where it is hidden, it is another window's. @param {Request} request
 */
async function isTimeToGo(request) {
  if (request.mode !== 'navigate' || !self.registration.waiting) return false;
  const open = await self.clients.matchAll({ type: 'window' });
  return open.length < 2 && open.every(({ visibilityState }) => visibilityState === 'visible');
}

/** @param {Request} request */
async function answeredByTheNewest(request) {
  if (!(await isTimeToGo(request))) return answered(request);
  self.registration.waiting?.postMessage(TAKE_OVER);
  return new Response(AGAIN, { headers: { 'Content-Type': 'text/html' } });
}

addEventListener('install', (event) => event.waitUntil(keep()));
addEventListener('activate', (event) => event.waitUntil(forgetOlder()));
addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) event.waitUntil(self.skipWaiting());
});
addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const isOfThePage = origin === location.origin && FILES.includes(pathname);
  if (isOfThePage && event.request.method === 'GET') event.respondWith(answeredByTheNewest(event.request));
});
