/** The page put together: the pen changes the history, the history is shown, and what is shown is read. */

import { createApi } from './api.js';
import { createChoice } from './choice.js';
import * as histories from './history.js';
import { createMarks } from './marks.js';
import { addressOf, modeOf, SHEET_WIDTHS } from './mode.js';
import { attachPen } from './pen.js';
import { attachPicker } from './picker.js';
import { createReading } from './reading.js';
import { createSheet } from './sheet.js';
import { tellTaps } from './tap.js';
import { adaptHints, createToolbar } from './toolbar.js';
import { createViews } from './views.js';

/** @typedef {import('./mode.js').Mode} Mode */

/** So far, in pixels of the page, a finger wanders while it taps. */
const TAP_SLOP = 8;

const byId = (id) => document.getElementById(id);

const page = document.documentElement;
const life = new AbortController();
const api = createApi(fetch.bind(window));
const canvas = byId('sheet');
const marks = createMarks(byId('marks'));
const sheet = createSheet({ canvas, invitation: byId('invitation'), caption: byId('caption') }, marks, life.signal);
const views = createViews(byId, (digits, picture, picked) => {
  marks.show(digits, picture, picked);
  sheet.remark();
});

/** What the sheet can be read as: who is asked, and where the answer is shown. */
const ways = {
  digit: { view: views.digit, reading: createReading(api, naming(views.digit)) },
  number: { view: views.number, reading: createReading(api.numbers, naming(views.number)) },
};

let mode = /** @type {Mode} */ ('digit');
let history = histories.NEW;

/** A view whose answers also bring the name of the model. */
function naming(view) {
  return {
    ...view,
    showAnswer(given, settled, read) {
      view.showAnswer(given, settled, read);
      byId('version').textContent = given.model_version;
    },
  };
}

/** @param {histories.History} next @param {(sheet: histories.Sheet) => void} lay */
function show(next, lay = sheet.show) {
  history = next;
  lay(history.sheet);
  toolbar.show({
    undo: history.past.length > 0,
    redo: history.future.length > 0,
    clear: !histories.isBlank(history.sheet),
  });
}

/** @param {(history: histories.History) => histories.History} step */
function settle(step) {
  pen.lift();
  const next = step(history);
  if (next === history) return;
  show(next);
  ways[mode].reading.settle(history.sheet);
}

/** The file is on the sheet at once, in the order people act; its pixels follow. @param {File} file */
function open(file) {
  settle((current) => histories.openPicture(current, file));
}

/** What is on the sheet stays there and is read in the other way. @param {Mode} next */
function enter(next) {
  pen.lift();
  const left = ways[mode];
  mode = next;
  page.dataset.mode = mode;
  modes.show(mode);
  left.reading.stop();
  left.view.showNothing();
  sheet.resize(SHEET_WIDTHS[mode]);
  ways[mode].reading.settle(history.sheet);
}

/** @param {Mode} next */
function choose(next) {
  if (next === mode) return;
  window.history.replaceState(null, '', addressOf(next, location));
  enter(next);
}

const strokes = {
  onBegin: (point) => show(histories.beginStroke(history, point), sheet.write),
  onExtend(points) {
    show(histories.growStroke(history, points), sheet.write);
    ways[mode].reading.follow(history.sheet);
  },
  onEnd: () => ways[mode].reading.settle(history.sheet),
  onDiscard: () => show(histories.dropStroke(history)),
};
const slop = () => TAP_SLOP * sheet.unitsPerPixel;
const taps = { targetAt: (place) => marks.targetAt(place, slop()), slop, onTap: views.number.pick };
const pen = attachPen(canvas, tellTaps(strokes, taps), life.signal, () => sheet.view);
const toolbar = createToolbar(
  { undo: byId('undo'), redo: byId('redo'), clear: byId('clear') },
  { undo: () => settle(histories.undo), redo: () => settle(histories.redo), clear: () => settle(histories.clear) },
  life.signal,
);
const modes = createChoice([...document.querySelectorAll('[role="radio"]')], choose, life.signal);

attachPicker({ button: byId('pick'), input: byId('file'), page }, open, life.signal);
adaptHints(document.querySelectorAll('kbd[data-apple]'));
byId('repeat').addEventListener('click', () => ways[mode].reading.repeat(), { signal: life.signal });
addEventListener('online', () => ways[mode].reading.retryNow(), { signal: life.signal });
addEventListener('hashchange', () => choose(modeOf(location.hash)), { signal: life.signal });
addEventListener('pagehide', (event) => {
  if (event.persisted) return; // kept whole by the browser, and shown again on "back"
  ways[mode].reading.stop();
  life.abort();
}, { signal: life.signal });

show(histories.NEW);
enter(modeOf(location.hash));
api.modelCard(life.signal).then(
  (card) => { byId('version').textContent = card.version; },
  () => { byId('version').textContent = 'not known yet'; }, // the first answer brings it
);
