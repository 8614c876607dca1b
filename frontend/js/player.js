/**
 * Shows a drawing again as the hand went, frame by frame.
 *
 * @typedef {readonly import('./stroke.js').Stroke[]} Strokes
 */

import { planReplay, replayedAt } from './replay.js';

/**
 * @param {(strokes: Strokes) => void} onShow  what is there by now
 * @param {(playing: boolean) => void} onChange
 * @param {{requestAnimationFrame: (callback: (now: number) => void) => number, cancelAnimationFrame: (id: number) => void}} clock
 */
export function createPlayer(onShow, onChange, clock) {
  let frame = 0;

  function stop() {
    if (frame === 0) return;
    clock.cancelAnimationFrame(frame);
    frame = 0;
    onChange(false);
  }

  /** @param {Strokes} strokes */
  function play(strokes) {
    stop();
    const replay = planReplay(strokes);
    let begun = -1;
    /** @param {number} now */
    const step = (now) => {
      if (begun < 0) begun = now;
      onShow(replayedAt(strokes, replay, now - begun));
      if (now - begun >= replay.duration) stop();
      else frame = clock.requestAnimationFrame(step);
    };
    frame = clock.requestAnimationFrame(step);
    onChange(true);
  }

  return {
    get playing() {
      return frame !== 0;
    },
    play,
    /** The whole drawing is to be shown by whoever stops it, and by `onChange` when it has come to its end. */
    stop,
  };
}
