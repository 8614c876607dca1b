/**
 * When the service is asked, and what is done with what it says. A reading is settled when the pen is up:
 * then it is the answer to the whole drawing and worth being announced.
 *
 * @typedef {import('./history.js').Sheet} Sheet
 * @typedef {{sheet: Sheet, settled: boolean}} Question
 */

/**
 * @template Answer
 * @typedef {object} ReadingView
 * @property {() => void} showNothing
 * @property {() => void} showBusy
 * @property {(answer: Answer, settled: boolean, sheet: Sheet) => void} showAnswer  the sheet: what was read
 * @property {(problem: Problem, subject: 'drawing' | 'image') => void} showProblem
 */

import { isBlank } from './history.js';
import { createLatest } from './latest.js';
import { Problem } from './problem.js';
import { createRetry } from './retry.js';

/** Eight questions a second: the answer follows the pen, and a phone's radio and the service keep up. */
const SPACING = 125;
const RETRY = { first: 1_000, longest: 5_000 };

/**
 * @template Answer
 * @param {import('./api.js').Reader<Answer>} reader
 * @param {ReadingView<Answer>} view
 */
export function createReading(reader, view) {
  /** @type {Question | null} */
  let open = null;
  /** What the service was asked last, and what it has said to it so far. @type {{sheet: Sheet, answer?: Answer} | null} */
  let known = null;
  /** The service has said when it wants to be asked again. @type {{until: number, problem: Problem} | null} */
  let barrier = null;
  const retry = createRetry(() => open && askNow(open), RETRY);
  const latest = createLatest({
    ask({ sheet }, signal) {
      known = { sheet };
      return readSheet(reader, sheet, signal);
    },
    onReply,
    onFailure,
    spacing: SPACING,
  });

  /** What still bars the way, if anything. */
  function barred() {
    if (barrier && barrier.until <= performance.now()) barrier = null;
    return barrier;
  }

  /** @param {Question} question */
  function askNow(question) {
    open = question;
    const bar = barred();
    if (bar) return hold(bar);
    retry.stop();
    view.showBusy();
    latest.now(question);
  }

  /** @param {{until: number, problem: Problem}} bar */
  function hold({ until, problem }) {
    forget();
    view.showProblem(problem, subjectOf(open));
    retry.plan(until - performance.now());
  }

  /** @param {Answer} answer @param {Question} question */
  function onReply(answer, { sheet }) {
    retry.reset();
    known = { sheet, answer };
    view.showAnswer(answer, open?.sheet === sheet && open.settled, sheet);
  }

  /** The whole drawing may have been asked about while the pen was down: often it rests before it leaves. @param {Question} question */
  function askOnce(question) {
    if (known?.sheet !== question.sheet) return askNow(question);
    open = question;
    latest.rest(); // what waits is of a stroke that was not meant
    if (known.answer) view.showAnswer(known.answer, true, known.sheet);
    else view.showBusy();
  }

  function forget() {
    known = null;
    latest.forget();
  }

  /** @param {unknown} error @param {Question} question */
  function onFailure(error, { sheet }) {
    if (!(error instanceof Problem)) throw error;
    known = null;
    view.showProblem(error, subjectOf({ sheet }));
    if (error.wait > 0) barrier = { until: performance.now() + error.wait, problem: error };
    if (error.passing) retry.plan(error.wait);
  }

  return {
    /** The pen is moving. While the service is away only the timer and the end of the stroke ask. @param {Sheet} sheet */
    follow(sheet) {
      open = { sheet, settled: false };
      if (!retry.planned && !barred()) latest.soon(open);
    },
    /** The sheet is as the person wants it. @param {Sheet} sheet */
    settle(sheet) {
      if (!isBlank(sheet)) return askOnce({ sheet, settled: true });
      open = null;
      retry.stop();
      forget();
      view.showNothing();
    },
    retryNow: retry.hurry,
    /** A person asks for it, whatever the problem was. */
    repeat() {
      barrier = null;
      if (open) askNow(open);
    },
    stop() {
      retry.stop();
      forget();
    },
  };
}

/** @param {{sheet: Sheet} | null} question */
function subjectOf(question) {
  return question?.sheet.picture ? 'image' : 'drawing';
}

/**
 * @template Reply
 * @param {import('./api.js').Reader<Reply>} reader @param {Sheet} sheet @param {AbortSignal} signal
 */
export function readSheet(reader, { strokes, picture }, signal) {
  return picture ? reader.readImage(picture, signal) : reader.readStrokes(strokes, signal);
}
