/** The page put together: the pen changes the history, the history is shown, and what is shown is read. */

import { createAnswer } from './answer.js';
import { createApi } from './api.js';
import { createCandidates } from './candidates.js';
import { createFrame } from './frame.js';
import * as histories from './history.js';
import { attachPen } from './pen.js';
import { attachPicker } from './picker.js';
import { createReading } from './reading.js';
import { createSheet } from './sheet.js';
import { adaptHints, createToolbar } from './toolbar.js';

const byId = (id) => document.getElementById(id);

const life = new AbortController();
const api = createApi(fetch.bind(window));
const canvas = byId('sheet');
const sheet = createSheet({ canvas, invitation: byId('invitation'), caption: byId('caption') }, life.signal);
const answer = createAnswer(
  {
    panel: byId('answer'),
    digit: byId('digit'),
    percent: byId('percent'),
    verdict: byId('verdict'),
    decision: byId('decision'),
    title: byId('problem-title'),
    text: byId('problem-text'),
    repeat: byId('repeat'),
    sheet: canvas,
    spoken: byId('spoken'),
  },
  createCandidates(byId('candidates')),
  createFrame(byId('frame')),
);
const version = byId('version');
const reading = createReading(api, {
  ...answer,
  showAnswer(given, settled) {
    answer.showAnswer(given, settled);
    version.textContent = given.model_version;
  },
});

let history = histories.NEW;

/** @param {histories.History} next */
function show(next) {
  history = next;
  sheet.show(history.sheet);
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
  reading.settle(history.sheet);
}

/** The file is on the sheet at once, in the order people act; its pixels follow. @param {File} file */
function open(file) {
  settle((current) => histories.openPicture(current, file));
}

const pen = attachPen(canvas, {
  onBegin: (point) => show(histories.beginStroke(history, point)),
  onExtend(points) {
    show(histories.growStroke(history, points));
    reading.follow(history.sheet);
  },
  onEnd: () => reading.settle(history.sheet),
  onDiscard: () => show(histories.dropStroke(history)),
}, life.signal);
const toolbar = createToolbar(
  { undo: byId('undo'), redo: byId('redo'), clear: byId('clear') },
  { undo: () => settle(histories.undo), redo: () => settle(histories.redo), clear: () => settle(histories.clear) },
  life.signal,
);

attachPicker({ button: byId('pick'), input: byId('file'), page: document.documentElement }, open, life.signal);
adaptHints(document.querySelectorAll('kbd[data-apple]'));
byId('repeat').addEventListener('click', reading.repeat, { signal: life.signal });
addEventListener('online', reading.retryNow, { signal: life.signal });
addEventListener('pagehide', (event) => {
  if (event.persisted) return; // kept whole by the browser, and shown again on "back"
  reading.stop();
  life.abort();
}, { signal: life.signal });

show(histories.NEW);
api.modelCard(life.signal).then(
  (card) => { version.textContent = card.version; },
  () => { version.textContent = 'not known yet'; }, // the first answer brings it
);
