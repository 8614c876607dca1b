/** The button that shows the drawing again as it was written, and stops that. What does so is loaded when it is wanted. */

import { lazily } from './lazy.js';
import { say } from './text.js';

/** @typedef {readonly import('./stroke.js').Stroke[]} Strokes */

/**
 * @param {{button: HTMLElement, label: HTMLElement}} elements
 * @param {() => Strokes} strokes  what is on the sheet now
 * @param {(strokes: Strokes | null) => void} onShow  null: all of them
 * @param {() => void} onMissing  what shows it cannot be loaded
 * @param {AbortSignal} signal
 */
export function createReplayButton({ button, label }, strokes, onShow, onMissing, signal) {
  const withPlayer = lazily(null, () => import('./player.js'), onMissing);
  /** @type {ReturnType<typeof import('./player.js').createPlayer> | null} */
  let player = null;

  /** @param {boolean} playing */
  function change(playing) {
    button.toggleAttribute('data-playing', playing);
    const key = playing ? 'tool.replay.stop' : 'tool.replay';
    label.dataset.i18n = key;
    label.textContent = say(key);
    if (!playing) onShow(null);
  }

  function play() {
    const wanted = strokes();
    withPlayer(({ createPlayer }) => {
      player ??= createPlayer(onShow, change, window);
      if (wanted === strokes()) player.play(wanted);
    });
  }

  /** For those who want little motion as well: nothing moves here unless it is asked for. */
  function toggle() {
    if (player?.playing) player.stop();
    else if (strokes().length > 0) play();
  }

  const stop = () => player?.stop();
  button.addEventListener('click', toggle, { signal });
  signal.addEventListener('abort', stop);

  return {
    toggle,
    stop,
    /** @param {import('./history.js').History} history */
    show({ sheet }) {
      stop();
      button.setAttribute('aria-disabled', String(sheet.strokes.length === 0));
    },
  };
}
