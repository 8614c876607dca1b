/** What can go wrong between the page and the service, and how it is said to a person. */

import { language, say } from './text.js';

/** @typedef {'drawing' | 'image'} Subject  what was to be read */

/** The service may be back in a moment: unreachable (0), too many requests, or not there behind its proxy. */
const PASSING = new Set([0, 429, 502, 503, 504]);

/**
 * From this size on a lost connection may be the file's own fault. The limit is the service's to set and to
 * tell, so the page has none. Its 413 was seen to arrive in Chromium for each of many files up to 40 MiB; of
 * 200 MiB every other one was a lost connection instead. Nearly all photos are smaller than this.
 */
const HEAVY = 8 * 1024 * 1024;

/** An answer that is none: RFC 9457 problem details, or no answer at all (status 0). */
export class Problem extends Error {
  /**
   * @param {object} details
   * @param {number} details.status
   * @param {string} [details.type]
   * @param {string} [details.detail]
   * @param {number} [details.bytes]  of the file sent, if any
   * @param {number} [details.wait]  milliseconds before the service wants to be asked again
   * @param {boolean} [details.offline]  the device has no network
   */
  constructor({ status, type = '', detail = '', bytes = 0, wait = 0, offline = false }) {
    super(detail || `status ${status}`);
    this.status = status;
    this.type = type;
    this.detail = detail;
    this.bytes = bytes;
    this.wait = wait;
    this.offline = offline;
  }

  /** A large file did not get through. Sending it again and again unasked would cost more than it helps. */
  get stuck() {
    return this.status === 0 && this.bytes >= HEAVY;
  }

  /** Asking again later, unchanged, can help. */
  get passing() {
    return PASSING.has(this.status) && !this.stuck;
  }

  /** Asking again now, unchanged, can help. */
  get repeatable() {
    return this.passing || this.stuck || this.status >= 500;
  }
}

/**
 * @param {Problem} problem
 * @param {Subject} subject
 * @returns {{title: string, text: string}}
 */
export function problemWords(problem, subject) {
  if (problem.passing) return { title: passingTitle(problem), text: passingText(problem, subject) };
  const kept = say(`problem.kept.${subject}`);
  if (problem.stuck) {
    const text = say(`problem.stuck.text.${subject}`, { size: size(problem.bytes) });
    return { title: say(`problem.stuck.${subject}`), text: joined(text, kept) };
  }
  const detail = sentence(ownWords(problem));
  if (problem.type.endsWith('blank-ink')) {
    const text = joined(detail || say(`problem.blank.${subject}`), wayOn(problem.status, subject));
    return { title: say('problem.blank'), text };
  }
  return { title: title(problem.status, subject), text: joined(detail, kept, wayOn(problem.status, subject)) };
}

/** The service speaks English. @param {Problem} problem */
function ownWords({ detail }) {
  return language() === 'en' ? detail : '';
}

/** @param {number} bytes */
function size(bytes) {
  const number = new Intl.NumberFormat(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return `${number.format(bytes / 1024 ** 2)} MiB`;
}

/** @param {Problem} problem */
function passingTitle({ status, offline }) {
  if (offline) return say('problem.offline');
  if (status === 0) return say('problem.unreachable');
  return say(status === 429 ? 'problem.busy' : 'problem.unready');
}

/** @param {Problem} problem @param {Subject} subject */
function passingText({ status, wait, offline }, subject) {
  if (offline) return say(`problem.offline.${subject}`);
  if (status !== 429 || wait === 0) return say(`problem.waits.${subject}`);
  const seconds = new Intl.NumberFormat(language(), { style: 'unit', unit: 'second', unitDisplay: 'long' });
  return joined(say(`problem.kept.${subject}`), say('problem.again.in', { time: seconds.format(Math.ceil(wait / 1_000)) }));
}

/** @param {number} status @param {Subject} subject */
function title(status, subject) {
  if (wantsKey(status)) return say('problem.key');
  if (status === 413) return say(`problem.large.${subject}`);
  if (status === 415) return say('problem.kind');
  return status >= 500 ? say('problem.failed') : say(`problem.refused.${subject}`);
}

/** None was sent, or not the right one. @param {number} status */
function wantsKey(status) {
  return status === 401 || status === 403;
}

/** What a person can do about it; that the service can be asked again, a button says. @param {number} status @param {Subject} subject */
function wayOn(status, subject) {
  if (status >= 500) return '';
  if (wantsKey(status)) return say('problem.way.key');
  if (status === 415) return say('problem.way.kind');
  return say(status === 413 ? `problem.way.large.${subject}` : `problem.way.refused.${subject}`);
}

/** @param {readonly string[]} sentences  some of them empty */
function joined(...sentences) {
  return sentences.filter(Boolean).join(say('sentence.between'));
}

/** @param {string} text */
function sentence(text) {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}
