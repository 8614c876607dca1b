/** Looking closer: with buttons, the wheel, two fingers and keys. The paper is painted anew each time and stays sharp. */

import { NO_LENS, panned, zoomed } from './lens.js';
import { partOf } from './follow.js';
import { pinched } from './pinch.js';
import { language } from './text.js';

/** @typedef {import('./box.js').Place} Place */

const MIDDLE = { x: 0.5, y: 0.5 };
const STEP = 1.5;

/** Of the logarithm of the scale, to each pixel that a wheel turns: a notch of a mouse is a fifth more. */
const WHEEL = 0.002;

/** In parts of the sheet, which way the paper goes. @type {Record<string, Place>} */
const ARROWS = {
  ArrowLeft: { x: 0.1, y: 0 },
  ArrowRight: { x: -0.1, y: 0 },
  ArrowUp: { x: 0, y: 0.1 },
  ArrowDown: { x: 0, y: -0.1 },
};

/**
 * @param {{paper: HTMLElement, canvas: HTMLElement, closer: HTMLElement, farther: HTMLElement, whole: HTMLElement}} elements
 * @param {Pick<ReturnType<typeof import('./sheet.js').createSheet>, 'lens' | 'look'>} sheet
 * @param {AbortSignal} signal
 */
export function createZoom({ paper, canvas, closer, farther, whole }, sheet, signal) {
  let shown = '';

  /** Called with every point of the pen; what is the same is not written again, for the page would be laid out anew. */
  function show() {
    const { scale } = sheet.lens;
    const next = `${language()} ${scale}`;
    if (next === shown) return;
    shown = next;
    whole.hidden = scale === 1;
    whole.textContent = new Intl.NumberFormat(language(), { style: 'percent' }).format(scale);
    farther.setAttribute('aria-disabled', String(scale === 1));
  }

  /** @param {import('./lens.js').Lens} lens */
  function look(lens) {
    sheet.look(lens);
    show();
  }

  /** @param {WheelEvent} event */
  function wheel(event) {
    if (!event.ctrlKey && sheet.lens.scale === 1) return; // the page scrolls
    event.preventDefault();
    const box = canvas.getBoundingClientRect();
    const by = { x: -event.deltaX / box.width, y: -event.deltaY / box.height };
    look(event.ctrlKey ? zoomed(sheet.lens, Math.exp(-event.deltaY * WHEEL), partOf(event, box)) : panned(sheet.lens, by));
  }

  /** @param {KeyboardEvent} event */
  function pan(event) {
    const by = ARROWS[event.key];
    if (!by || sheet.lens.scale === 1) return;
    event.preventDefault();
    look(panned(sheet.lens, by));
  }

  const commands = {
    closer: () => look(zoomed(sheet.lens, STEP, MIDDLE)),
    farther: () => look(zoomed(sheet.lens, 1 / STEP, MIDDLE)),
    whole: () => look(NO_LENS),
  };
  for (const [name, button] of Object.entries({ closer, farther, whole })) {
    button.addEventListener('click', commands[/** @type {'whole'} */ (name)], { signal });
  }
  // The button may be hidden now, on a small sheet all of them.
  const next = () => (closer.checkVisibility() ? closer : canvas).focus({ preventScroll: true });
  for (const button of [farther, whole]) {
    button.addEventListener('click', () => button.checkVisibility() || next(), { signal });
  }
  canvas.addEventListener('wheel', wheel, { signal, passive: false });
  paper.addEventListener('keydown', pan, { signal });

  return {
    ...commands,
    /** The sheet has changed, and may have put the lens away. */
    show,
    /** @param {import('./pinch.js').Fingers} before @param {import('./pinch.js').Fingers} after */
    pinch: (before, after) => look(pinched(sheet.lens, before, after, canvas.clientWidth / canvas.clientHeight)),
  };
}
