/**
 * Reads many things, a few at a time. When the service is busy or away, all wait as long as it asks for, or longer and
 * longer, and what it refused is tried again.
 *
 * @template Item, Reply
 * @typedef {object} Work
 * @property {(item: Item, signal: AbortSignal) => Promise<Reply>} read
 * @property {(item: Item) => void} onStart
 * @property {(item: Item, reply: Reply) => void} onReply
 * @property {(item: Item, problem: Problem) => void} onProblem  it stays unread
 */

import { Problem } from '../problem.js';
import { sleep } from './sleep.js';

/** The service reads two at a time; two more are on their way meanwhile. */
export const WIDTH = 4;

/** So often each is asked for, at most. */
const ATTEMPTS = 6;

/** Milliseconds to wait when the service does not say how long, doubled each time. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/**
 * @template Item, Reply
 * @param {readonly Item[]} items
 * @param {Work<Item, Reply>} work
 * @param {AbortSignal} signal  stops it; what is not read by then stays as it is
 * @returns {Promise<void>} when nothing is under way any more
 */
export async function readAll(items, work, signal) {
  const gate = createGate(signal);
  let next = 0;

  async function worker() {
    while (next < items.length && !signal.aborted) await readOne(items[next++], work, gate, signal);
  }
  await Promise.all(Array.from({ length: Math.min(WIDTH, items.length) }, worker));
}

/**
 * @template Item, Reply
 * @param {Item} item
 * @param {Work<Item, Reply>} work
 * @param {ReturnType<typeof createGate>} gate
 * @param {AbortSignal} signal
 */
async function readOne(item, work, gate, signal) {
  for (let attempt = 1; ; attempt += 1) {
    await gate.pass();
    if (signal.aborted) return;
    work.onStart(item);
    try {
      return work.onReply(item, await work.read(item, signal));
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Problem)) throw error;
      if (!error.passing || attempt === ATTEMPTS) return work.onProblem(item, error);
      gate.close(error.wait || FIRST_WAIT * 2 ** (attempt - 1));
    }
  }
}

/** Nobody passes for a while after it was closed. @param {AbortSignal} signal */
function createGate(signal) {
  let opens = 0;
  return {
    /** @param {number} wait  milliseconds */
    close(wait) {
      opens = Math.max(opens, Date.now() + Math.min(wait, LONGEST_WAIT));
    },
    async pass() {
      while (opens > Date.now() && !signal.aborted) await sleep(opens - Date.now(), signal);
    },
  };
}
