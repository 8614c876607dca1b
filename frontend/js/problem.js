/** What can go wrong between the page and the service, and how it is said to a person. */

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
   * @param {{status: number, type?: string, detail?: string, bytes?: number, patience?: number}} details
   *   bytes: of the file sent, if any; patience: milliseconds that the service asks to be left alone
   */
  constructor({ status, type = '', detail = '', bytes = 0, patience = 0 }) {
    super(detail || `status ${status}`);
    this.status = status;
    this.type = type;
    this.detail = detail;
    this.bytes = bytes;
    this.patience = patience;
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
 * @param {'drawing' | 'image'} subject  what was to be read
 * @returns {{title: string, text: string}}
 */
export function problemWords(problem, subject) {
  if (problem.passing) {
    return {
      title: passingTitle(problem.status),
      text: `Your ${subject} is kept and will be read as soon as the service is back.`,
    };
  }
  if (problem.stuck) {
    const size = `${(problem.bytes / 1024 ** 2).toFixed(1)} MiB`;
    return {
      title: `The ${subject} did not get through`,
      text: `The connection was lost or too slow, or the ${subject} is too large (${size}). Your ${subject} is kept.`,
    };
  }
  if (problem.type.endsWith('blank-ink')) {
    return { title: 'No ink found', text: sentence(problem.detail) || `There is nothing to read in this ${subject}.` };
  }
  return { title: title(problem.status, subject), text: joined(problem.detail, `Your ${subject} is kept.`) };
}

/** @param {number} status */
function passingTitle(status) {
  if (status === 0) return 'The service cannot be reached';
  return status === 429 ? 'The service is busy' : 'The service is not ready';
}

/** @param {number} status @param {string} subject */
function title(status, subject) {
  if (status === 413) return `This ${subject} is too large`;
  if (status === 415) return 'This kind of file cannot be read';
  if (status >= 500) return 'The service failed on this one';
  return `This ${subject} cannot be read`;
}

/** @param {string} detail @param {string} more */
function joined(detail, more) {
  return [sentence(detail), more].filter(Boolean).join(' ');
}

/** @param {string} text */
function sentence(text) {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}
