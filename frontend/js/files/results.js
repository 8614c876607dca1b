/** Many files: read a few at a time, shown as they are read, and handed on as a table. */

import { mayBeImage } from '../intake.js';
import { Problem } from '../problem.js';
import { fit } from './fitted.js';
import { readAll } from './queue.js';
import { isOpen, newResult, readingOfDigit, readingOfNumber } from './result.js';
import { createResultList } from './resultlist.js';

/**
 * @typedef {import('../mode.js').Mode} Mode
 * @typedef {import('./result.js').Reading} Reading
 * @typedef {import('./result.js').Result} Result
 */

/**
 * @param {HTMLElement} host  the list is added to its end
 * @param {import('../api.js').Api} api
 * @param {(file: File) => void} open  puts it on the sheet
 * @param {() => void} onClose  the focus is to go elsewhere
 */
export function createResults(host, api, open, onClose) {
  /** @type {Result[]} */
  let results = [];
  let life = new AbortController();
  let work = Promise.resolve();
  let queues = 0;
  const list = createResultList({ stop, resume, close, open: ({ file }) => open(file) });

  /** @param {Result} result @param {Partial<Result>} news */
  function update(result, news) {
    Object.assign(result, news);
    list.update(result);
    list.summarize(results, queues > 0);
  }

  /** @param {Result} result @param {AbortSignal} signal */
  async function read(result, signal) {
    const sent = await fit(result.file);
    list.picture(result, sent);
    return readerOf(api, result.mode)(sent, signal);
  }

  const handlers = {
    read,
    onStart: (/** @type {Result} */ result) => update(result, { state: 'reading' }),
    onReply: (/** @type {Result} */ result, /** @type {Reading} */ reading) =>
      update(result, { state: 'read', reading, problem: null }),
    onProblem: (/** @type {Result} */ result, /** @type {Problem} */ problem) => update(result, { state: 'unread', problem }),
  };

  /** After what is being read already. @param {readonly Result[]} more */
  function enqueue(more) {
    const { signal } = life;
    queues += 1;
    work = work.catch(() => {}).then(() => readAll(more, handlers, signal)).finally(() => { // one that fell over stops no other
      queues -= 1;
      list.summarize(results, queues > 0);
    });
  }

  function stop() {
    life.abort();
    life = new AbortController();
    for (const result of results) if (result.state === 'reading') update(result, { state: 'waiting' });
  }

  function resume() {
    const rest = results.filter(isOpen);
    for (const result of rest) update(result, { state: 'waiting', problem: null });
    enqueue(rest);
  }

  function close() {
    stop();
    results = [];
    list.clear();
    onClose();
  }

  return {
    /** @param {readonly File[]} files @param {Mode} mode  to read them in */
    add(files, mode) {
      const more = files.map((file) => resultOf(file, mode));
      results.push(...more);
      list.show(host, more);
      enqueue(more.filter(isOpen));
      list.summarize(results, true);
    },
    /** The page speaks another language now. */
    translate() {
      for (const result of results) list.update(result);
      list.summarize(results, queues > 0);
    },
  };
}

/** What is no picture is not sent. @param {File} file @param {Mode} mode @returns {Result} */
function resultOf(file, mode) {
  const result = newResult(file, mode);
  return mayBeImage(file) ? result : { ...result, state: 'unread', problem: new Problem({ status: 415 }) };
}

/** @param {import('../api.js').Api} api @param {Mode} mode @returns {(file: File, signal: AbortSignal) => Promise<Reading>} */
function readerOf(api, mode) {
  return mode === 'digit'
    ? async (file, signal) => readingOfDigit(await api.readImage(file, signal))
    : async (file, signal) => readingOfNumber(await api.numbers.readImage(file, signal));
}
