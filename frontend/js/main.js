/** The page put together: the pen changes the history, the history is shown, and what is shown is read. */

import { createApi } from './api.js';
import { createDesk } from './desk.js';
import { createDialog } from './dialog.js';
import * as histories from './history.js';
import { createLanguageSwitch } from './languageswitch.js';
import { createMarks } from './marks.js';
import { attachMenu } from './menu.js';
import { createModeSwitch } from './modeswitch.js';
import { keepForOffline } from './offline.js';
import { attachPen } from './pen.js';
import { attachPicker } from './picker.js';
import { createReading } from './reading.js';
import { createSheet } from './sheet.js';
import { tellTaps } from './tap.js';
import { say } from './text.js';
import { createToast } from './toast.js';
import { adaptHints, createToolbar } from './toolbar.js';
import { createViews } from './views.js';

/** So far, in pixels of the page, a finger wanders while it taps. */
const TAP_SLOP = 8;

/** @param {string} id @returns {any} an element of the page */
const byId = (id) => document.getElementById(id);

/** @param {string} selector @returns {HTMLElement[]} */
const all = (selector) => [...document.querySelectorAll(selector)].map((each) => /** @type {HTMLElement} */ (each));

const page = document.documentElement;
const life = new AbortController();
const { signal } = life;

// The language first: all that follows speaks it.
adaptHints(all('kbd[data-apple]'));
const languages = createLanguageSwitch(byId('language'), () => desk.enter(desk.mode), signal);
await languages.begin();

const api = createApi(fetch.bind(window));
const canvas = byId('sheet');
const marks = createMarks(byId('marks'));
const sheet = createSheet({ canvas, invitation: byId('invitation'), caption: byId('caption') }, marks, signal);
const toast = createToast(byId('toast'));
const views = createViews(byId, toast, (digits, picture, picked) => {
  marks.show(digits, picture, picked);
  sheet.remark();
});

/** What the sheet can be read as: who is asked, and where the answer is shown. */
const ways = {
  digit: { view: views.digit, reading: createReading(api, naming(views.digit)) },
  number: { view: views.number, reading: createReading(api.numbers, naming(views.number)) },
};
const desk = createDesk({ sheet, ways, lift: () => pen.lift() });

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

/** The file is on the sheet at once, in the order people act; its pixels follow. @param {File} file */
function open(file) {
  desk.settle((current) => histories.openPicture(current, file));
}

// Writing
const slop = () => TAP_SLOP * sheet.unitsPerPixel;
const taps = {
  targetAt: (/** @type {import('./box.js').Place} */ place) => marks.targetAt(place, slop()),
  slop,
  onTap: views.number.pick,
};
const pen = attachPen(canvas, tellTaps(desk.strokes, taps), signal, () => sheet.view);

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
attachMenu({ button: byId('more'), menu: byId('more-menu') }, signal);
const help = createDialog(byId('help'), signal);
byId('help-open').addEventListener('click', help.open, { signal });

// Ways in
attachPicker({ button: byId('pick'), input: byId('file'), page }, open, signal);
createModeSwitch({ page, buttons: all('.mode') }, desk, signal);

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
  if (event.persisted) return; // kept whole by the browser, and shown again on "back"
  desk.reading.stop();
  life.abort();
}, { signal });
