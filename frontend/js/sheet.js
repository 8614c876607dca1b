/** The sheet of paper on the page: a canvas that stays sharp and repaints its ink whenever its place changes. */

import { contextOf } from './canvas.js';
import { extentOf } from './extent.js';
import { asSent } from './files/fitting.js';
import { BLANK, isBlank } from './history.js';
import { createPainter, pictureFrame } from './paint.js';
import { createPicture } from './picture.js';
import { watchPixelRatio } from './pixelratio.js';
import { createViewport } from './viewport.js';

/**
 * @param {{canvas: HTMLCanvasElement, paper: HTMLElement, invitation: Element, caption: HTMLElement}} elements
 * @param {ReturnType<typeof import('./marks.js').createMarks>} marks  on top of it
 * @param {AbortSignal} signal
 */
export function createSheet({ canvas, paper, invitation, caption }, marks, signal) {
  const context = contextOf(canvas);
  const paintSheet = createPainter(context);
  const viewport = createViewport();
  let sheet = BLANK;
  let units = viewport.view.width;
  let frame = 0;
  /** What is seen in place of all the ink. @type {import('./foresee.js').Pretence | null} */
  let pretence = null;

  const picture = createPicture(previewOf, schedule);

  function paint() {
    frame = 0;
    measure();
    const { view, home } = viewport;
    const { preview } = picture;
    const ink = getComputedStyle(canvas).color;
    const { strokes, drawn } = pretence ?? { strokes: sheet.strokes, drawn: Infinity };
    sharpen(canvas);
    aim(context, view);
    paintSheet(viewport, { strokes, nibs: sheet.nibs }, drawn, preview, ink);
    marks.lay(view, sheet.picture, preview && photoOf(preview, home));
  }

  // Many pointer events may come between two frames; only the last state needs painting.
  function schedule() {
    frame ||= requestAnimationFrame(paint);
  }

  function measure() {
    const { clientWidth, clientHeight } = canvas;
    if (clientWidth > 0 && clientHeight > 0) viewport.fit(units, clientWidth / clientHeight, extentOf(sheet.strokes));
  }

  /** @param {import('./history.js').Sheet} next */
  function lay(next) {
    sheet = next;
    pretence = null;
    picture.show(sheet.picture);
    invitation.toggleAttribute('hidden', !isBlank(sheet));
    caption.hidden = sheet.picture === null;
    const name = sheet.picture?.name ?? '';
    if (caption.textContent !== name) caption.textContent = name; // else the page is laid out anew with every point
    schedule();
  }

  watchLooks(canvas, schedule, signal);
  signal.addEventListener('abort', () => cancelAnimationFrame(frame));

  return {
    /** The part of the paper that is seen, in sheet units. */
    get view() {
      return viewport.view;
    },
    /** Sheet units to a pixel of the page. */
    get unitsPerPixel() {
      return viewport.view.width / canvas.clientWidth;
    },
    /** @param {import('./history.js').Sheet} next  by undo, redo, clear or a picture */
    show(next) {
      viewport.show(extentOf(next.strokes));
      layPaper(paper, viewport.lens);
      lay(next);
    },
    /** @param {import('./history.js').Sheet} next  by the pen */
    write(next) {
      const ink = extentOf(next.strokes);
      if (ink) viewport.write(ink);
      lay(next);
    },
    /** The sheet has become this many units wide. @param {number} width */
    resize(width) {
      units = width;
      measure();
      schedule();
    },
    /** The marks have changed. */
    remark: schedule,
    /** Seen until the next change. @param {import('./foresee.js').Pretence | null} next  null: all the ink again */
    pretend(next) {
      if (next !== pretence) schedule();
      pretence = next;
    },
    get lens() {
      return viewport.lens;
    },
    /** @param {import('./lens.js').Lens} lens */
    look(lens) {
      viewport.look(lens);
      layPaper(paper, lens);
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

/** The ruled lines lie on the paper. @param {HTMLElement} paper @param {import('./lens.js').Lens} lens */
function layPaper(paper, { scale, y }) {
  paper.style.setProperty('--lens-scale', String(scale));
  paper.style.setProperty('--lens-y', String(y));
}

/** What shows pictures is loaded with the first one. @param {File} file @returns {Promise<import('./preview.js').Preview | null>} null where it cannot be shown */
async function previewOf(file) {
  const [loaded, sent] = await Promise.all([import('./preview.js').catch(() => null), asSent(file)]);
  return loaded && loaded.loadPreview(sent);
}

/** @param {import('./preview.js').Preview} preview @param {import('./box.js').Box} home @returns {import('./overlay.js').Photo} */
function photoOf({ width, height }, home) {
  return { frame: pictureFrame({ width, height }, home), width, height };
}

/** One canvas pixel for each pixel of the screen. @param {HTMLCanvasElement} canvas */
function sharpen(canvas) {
  const width = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
  const height = Math.max(1, Math.round(canvas.clientHeight * devicePixelRatio));
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
}

/** From here on the context takes sheet units. @param {CanvasRenderingContext2D} context @param {import('./box.js').Box} view */
function aim(context, view) {
  const across = context.canvas.width / view.width;
  const down = context.canvas.height / view.height;
  context.setTransform(across, 0, 0, down, -view.x * across, -view.y * down);
}
