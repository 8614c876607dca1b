/**
 * When each point of a drawing appears while it is shown again: as the hand went, but no pause is longer than the eye
 * likes to wait, and a long drawing goes faster.
 *
 * @typedef {import('./stroke.js').Stroke} Stroke
 * @typedef {{times: number[][], duration: number}} Replay  times: of each point of each stroke, in milliseconds
 */

/** Milliseconds. */
const LONGEST_PAUSE = 400;
const LONGEST_REPLAY = 8_000;

/** @param {readonly Stroke[]} strokes @returns {Replay} */
export function planReplay(strokes) {
  let last = strokes[0]?.[0]?.t ?? 0;
  let now = 0;
  const times = strokes.map((stroke) => stroke.map(({ t }) => {
    now += Math.min(Math.max(t - last, 0), LONGEST_PAUSE);
    last = t;
    return now;
  }));
  const haste = Math.min(1, LONGEST_REPLAY / Math.max(now, 1));
  return { times: times.map((stroke) => stroke.map((time) => time * haste)), duration: now * haste };
}

/**
 * How much of a drawing is there a while after the replay began.
 * @param {readonly Stroke[]} strokes @param {Replay} replay  of them @param {number} elapsed  milliseconds
 * @returns {Stroke[]} whole strokes are the very same ones
 */
export function replayedAt(strokes, { times }, elapsed) {
  const shown = [];
  for (const [index, stroke] of strokes.entries()) {
    const count = times[index].findIndex((time) => time > elapsed);
    if (count === 0) break;
    shown.push(count < 0 ? stroke : stroke.slice(0, count));
  }
  return shown;
}
