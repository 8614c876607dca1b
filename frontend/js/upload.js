/** What the page itself knows about a file before it is sent. */

import { Problem } from './problem.js';

/** The service's default limit. It stops reading there, which a browser would report as a lost connection. */
const MOST_BYTES = 10 * 1024 * 1024;

/** @param {{size: number}} file @returns {Problem | null} why the file is not worth sending */
export function refusal(file) {
  return file.size > MOST_BYTES ? new Problem({ status: 413, detail: 'An image may have 10 MiB.' }) : null;
}
