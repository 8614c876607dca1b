/**
 * Tries again after a while, and after longer whiles when that fails too.
 *
 * @param {() => void} attempt
 * @param {{first: number, longest: number}} delays  milliseconds
 */
export function createRetry(attempt, { first, longest }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let delay = first;

  function stop() {
    clearTimeout(timer);
    timer = undefined;
  }

  function fire() {
    stop();
    attempt();
  }

  return {
    get planned() {
      return timer !== undefined;
    },
    /** @param {number} least  milliseconds that it must not be shorter than */
    plan(least) {
      stop();
      timer = setTimeout(fire, Math.max(delay, least));
      delay = Math.min(delay * 2, longest);
    },
    /** Something says it may work now: do not wait for the timer. */
    hurry() {
      if (timer !== undefined) fire();
    },
    stop,
    /** It works again: the next trouble starts with a short wait. */
    reset() {
      stop();
      delay = first;
    },
  };
}
