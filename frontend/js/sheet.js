/** The sheet of paper on the page: a canvas that stays sharp and repaints its ink whenever its place changes. */

import { BLANK, isBlank } from './history.js';
import { paintSheet } from './paint.js';
import { createPicture } from './picture.js';
import { watchPixelRatio } from './pixelratio.js';
import { loadPreview } from './preview.js';
import { SHEET_UNITS } from './stroke.js';

/**
 * @param {{canvas: HTMLCanvasElement, invitation: Element, caption: HTMLElement}} elements
 * @param {AbortSignal} signal
 */
export function createSheet({ canvas, invitation, caption }, signal) {
  const context = canvas.getContext('2d');
  let sheet = BLANK;
  let frame = 0;

  const picture = createPicture(loadPreview, schedule);

  function paint() {
    frame = 0;
    sharpen(canvas);
    context.setTransform(canvas.width / SHEET_UNITS, 0, 0, canvas.height / SHEET_UNITS, 0, 0);
    paintSheet(context, sheet.strokes, picture.bitmap, getComputedStyle(canvas).color);
  }

  // Many pointer events may come between two frames; only the last state needs painting.
  function schedule() {
    frame ||= requestAnimationFrame(paint);
  }

  watchLooks(canvas, schedule, signal);
  signal.addEventListener('abort', () => cancelAnimationFrame(frame));

  return {
    /** @param {import('./history.js').Sheet} next */
    show(next) {
      sheet = next;
      picture.show(sheet.picture);
      invitation.toggleAttribute('hidden', !isBlank(sheet));
      caption.hidden = sheet.picture === null;
      caption.textContent = sheet.picture?.name ?? '';
      schedule();
    },
  };
}

/**
 * Calls back when ink would look different: another size, pixel ratio or colour scheme.
 * @param {HTMLCanvasElement} canvas @param {() => void} onChange @param {AbortSignal} signal
 */
function watchLooks(canvas, onChange, signal) {
  const sizes = new ResizeObserver(onChange);
  sizes.observe(canvas);
  signal.addEventListener('abort', () => sizes.disconnect());
  watchPixelRatio(onChange, signal);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onChange, { signal });
}

/** One canvas pixel for each pixel of the screen. @param {HTMLCanvasElement} canvas */
function sharpen(canvas) {
  const side = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
  if (canvas.width === side && canvas.height === side) return;
  canvas.width = side;
  canvas.height = side;
}
