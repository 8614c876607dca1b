/** The page put together: the pen changes the history, the history is shown, and what is shown is read. */

import { createApi } from './api.js';
import { createDesk } from './desk.js';
import { keptDraft } from './drafts.js';
import { createEraser } from './eraser.js';
import { fitting } from './files/fitting.js';
import { createHand } from './hand.js';
import * as histories from './history.js';
import { bringBack, keepDrafts } from './keep.js';
import { keptText } from './kept.js';
import { createLanguageSwitch } from './languageswitch.js';
import { lazily } from './lazy.js';
import { lazyView } from './lazyview.js';
import { createMarks } from './marks.js';
import { attachMenu } from './menu.js';
import { createModeSwitch } from './modeswitch.js';
import { keepForOffline } from './offline.js';
import { attachPen } from './pen.js';
import { createPens } from './pens.js';
import { createReading } from './reading.js';
import { createReplayButton } from './replaybutton.js';
import { attachSharing } from './sharing.js';
import { createSheet } from './sheet.js';
import { tellTaps } from './tap.js';
import { say } from './text.js';
import { createToast } from './toast.js';
import { together } from './together.js';
import { adaptHints, createToolbar } from './toolbar.js';
import { attachToolKeys } from './toolkey.js';
import { createViews } from './views.js';
import { attachWaysIn } from './waysin.js';
import { createZoom } from './zoom.js';

/** So far, in pixels of the page, a finger wanders while it taps. */
const TAP_SLOP = 8;

/** So far, in pixels of the page, the eraser reaches. */
const ERASER_REACH = 10;

/** @param {string} id @returns {any} an element of the page */
const byId = (id) => document.getElementById(id);

/** @param {string} selector @returns {HTMLElement[]} */
const all = (selector) => [...document.querySelectorAll(selector)].map((each) => /** @type {HTMLElement} */ (each));

const page = document.documentElement;
const life = new AbortController();
const { signal } = life;

// The language first: all that follows speaks it.
adaptHints(all('kbd[data-apple]'));
const toast = createToast(byId('toast'));
const languages = createLanguageSwitch(byId('language'), toast.show, signal);
await languages.begin();

const api = createApi(fetch.bind(window));
const canvas = byId('sheet');
const marks = createMarks(byId('marks'));
const paper = byId('paper');
const sheet = createSheet({ canvas, paper, invitation: byId('invitation'), caption: byId('caption') }, marks, signal);

/** @type {ReturnType<typeof import('./beside.js').createBeside> | null} */
let beside = null;
const bringBeside = lazily('/css/beside.css', () => import('./beside.js'), () => {}); // the answer stands without it
/** @param {(both: NonNullable<typeof beside>) => void} use */
const besides = (use) => bringBeside(({ createBeside }) => use((beside ??= createBeside(byId, api, toast.show, signal))));
const views = createViews(byId, toast, (digits, picture, picked) => {
  marks.show(digits, picture, picked);
  sheet.remark();
}, (use) => besides(({ number }) => use(number)));
const digitView = together(views.digit, lazyView((use) => besides(({ digit }) => use(digit))));

/** What the sheet can be read as: who is asked, and where the answer is shown. */
const ways = {
  digit: { view: digitView, reading: createReading(fitting(api), naming(digitView)) },
  number: { view: views.number, reading: createReading(fitting(api.numbers), naming(views.number)) },
};
const desk = createDesk({ sheet, ways, lift: () => pen.lift(), nib: () => pens.nib });

/**
 * A view whose answers also bring the name of the model.
 * @template {{model_version: string}} Answer
 * @param {import('./reading.js').ReadingView<Answer>} view
 * @returns {import('./reading.js').ReadingView<Answer>}
 */
function naming(view) {
  return {
    ...view,
    showAnswer(given, settled, read) {
      view.showAnswer(given, settled, read);
      byId('version').textContent = given.model_version;
    },
  };
}

// What was on the sheet when the page was left
const kept = keptText('draft', [() => sessionStorage, () => localStorage]); // this window's own first
const draft = keptDraft(kept);
bringBack(desk, draft);

// Writing
const tools = all('.pens [role="radio"]');
const pens = createPens({ buttons: tools, width: byId('width'), paper }, draft.nib, () => drafts.note(), signal);
const eraser = createEraser({
  sheet: () => desk.history.sheet,
  reach: () => ERASER_REACH * sheet.unitsPerPixel,
  onErase: desk.erase,
  onEnd: (erased) => { if (erased) desk.read(); },
});
const slop = () => TAP_SLOP * sheet.unitsPerPixel;
const taps = {
  targetAt: (/** @type {import('./box.js').Place} */ place) => (pens.erases ? null : marks.targetAt(place, slop())),
  slop,
  onTap: views.number.pick,
};
const zoom = createZoom(
  { paper, canvas, closer: byId('closer'), farther: byId('farther'), whole: byId('whole') },
  sheet,
  signal,
);
const hand = createHand(desk.strokes, eraser, () => pens.erases);
const pen = attachPen(canvas, tellTaps(hand, taps), signal, { view: () => sheet.view, onPinch: zoom.pinch });
const replay = createReplayButton(
  { button: byId('replay'), label: byId('replay-label') },
  () => desk.history.sheet.strokes,
  (strokes) => sheet.pretend(strokes && { strokes, drawn: Infinity }),
  () => toast.show(say('page.missing')),
  signal,
);
canvas.addEventListener('pointerdown', () => {
  replay.stop();
  canvas.dataset.written = '';
  canvas.focus({ preventScroll: true }); // so that the keys of the tools are heard
}, { signal });
canvas.addEventListener('blur', () => delete canvas.dataset.written, { signal });

// Commands
const toolbar = createToolbar(
  { undo: byId('undo'), redo: byId('redo'), clear: byId('clear') },
  {
    undo: () => desk.settle(histories.undo),
    redo: () => desk.settle(histories.redo),
    clear: () => desk.settle(histories.clear),
  },
  signal,
);
desk.watch(toolbar.show);
desk.watch(replay.show);
desk.watch(zoom.show);
attachToolKeys(byId('writing'), {
  pen: () => pens.choose('pen'),
  marker: () => pens.choose('marker'),
  pencil: () => pens.choose('pencil'),
  eraser: () => pens.choose('eraser'),
  finer: () => pens.resize(-1),
  broader: () => pens.resize(1),
  replay: replay.toggle,
  closer: zoom.closer,
  farther: zoom.farther,
  whole: zoom.whole,
}, signal);
attachMenu({ button: byId('more'), menu: byId('more-menu') }, signal);
const bringDialog = lazily(null, () => import('./dialog.js'), () => toast.show(say('page.missing')));
/** @type {ReturnType<typeof import('./dialog.js').createDialog> | null} */
let help = null;
byId('help-open').addEventListener('click', () => bringDialog(({ createDialog }) => {
  help ??= createDialog(byId('help'), signal);
  help.open();
}), { signal });
byId('closer-too').addEventListener('click', zoom.closer, { signal });

createModeSwitch({ page, buttons: all('.mode') }, desk, signal);
languages.watch(() => desk.enter(desk.mode));

const drafts = keepDrafts(desk, draft, () => pens.nib, kept, signal);

// Ways in and out
attachWaysIn(byId, { api, desk, toast }, signal);
attachSharing(byId('share-open'), { api, desk, toast }, signal);

// The answer
byId('repeat').addEventListener('click', () => desk.reading.repeat(), { signal });
addEventListener('online', () => desk.reading.retryNow(), { signal });
api.modelCard(signal).then(
  (card) => { byId('version').textContent = card.version; },
  () => { byId('version').textContent = say('page.model.unknown'); }, // the first answer brings it
);

if (document.readyState === 'complete') keepForOffline();
else addEventListener('load', keepForOffline, { once: true, signal });

// The end
addEventListener('pagehide', (event) => {
  drafts.write();
  if (event.persisted) return; // kept whole by the browser, and shown again on "back"
  desk.reading.stop();
  life.abort();
}, { signal });
