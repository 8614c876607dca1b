/** The button that shows the drawing again as it was written, and stops that. */

import { createPlayer } from './player.js';
import { say } from './text.js';

/**
 * @param {{button: HTMLElement, label: HTMLElement}} elements
 * @param {() => import('./player.js').Strokes} strokes  what is on the sheet now
 * @param {(strokes: import('./player.js').Strokes | null) => void} onShow  null: all of them
 * @param {AbortSignal} signal
 */
export function createReplayButton({ button, label }, strokes, onShow, signal) {
  const player = createPlayer(onShow, change, window);

  /** @param {boolean} playing */
  function change(playing) {
    button.toggleAttribute('data-playing', playing);
    const key = playing ? 'tool.replay.stop' : 'tool.replay';
    label.dataset.i18n = key;
    label.textContent = say(key);
    if (!playing) onShow(null);
  }

  /** Who wants little motion sees the drawing at once, which is there already. */
  function toggle() {
    if (player.playing) player.stop();
    else if (strokes().length > 0 && !matchMedia('(prefers-reduced-motion: reduce)').matches) player.play(strokes());
  }

  button.addEventListener('click', toggle, { signal });
  signal.addEventListener('abort', player.stop);

  return {
    toggle,
    stop: player.stop,
    /** @param {import('./history.js').History} history */
    show({ sheet }) {
      player.stop();
      button.setAttribute('aria-disabled', String(sheet.strokes.length === 0));
    },
  };
}
