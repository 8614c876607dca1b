/**
 * One pen on a surface, whatever the device: mouse, finger or stylus. The first pointer down holds the pen and
 * others are ignored until it leaves, but a stylus takes it from a finger, which then was the palm.
 *
 * @typedef {import('./stroke.js').Point} Point
 * @typedef {object} PenHandlers
 * @property {(point: Point) => void} onBegin
 * @property {(points: Point[]) => void} onExtend
 * @property {() => void} onEnd
 * @property {() => void} onDiscard  the stroke was not meant
 */

import { placeInView, SQUARE } from './view.js';

const PRIMARY_BUTTON = 0;
const PRIMARY_HELD = 1;

/**
 * @param {HTMLElement} surface
 * @param {PenHandlers} handlers
 * @param {AbortSignal} signal  takes the pen away
 * @param {() => import('./box.js').Box} [view]  the part of the paper that the surface shows now
 * @returns {{lift: () => void}} lift ends the stroke as if the pen had left the surface
 */
export function attachPen(surface, { onBegin, onExtend, onEnd, onDiscard }, signal, view = () => SQUARE) {
  /** @type {{type: string, listeners: AbortController} | null} */
  let held = null;

  function release() {
    held?.listeners.abort();
    held = null;
  }

  function lift() {
    if (held === null) return;
    release();
    onEnd();
  }

  /** @param {PointerEvent} event */
  function down(event) {
    if (!mayTake(event, held)) return;
    if (held !== null) {
      release();
      onDiscard();
    }
    event.preventDefault();
    held = { type: event.pointerType, listeners: new AbortController() };
    const onMove = (/** @type {PointerEvent[]} */ events) => onExtend(events.map((each) => pointOf(each, surface, view())));
    followPointer(surface, event.pointerId, { onMove, onLeave: lift }, held.listeners.signal);
    onBegin(pointOf(event, surface, view()));
  }

  surface.addEventListener('pointerdown', down, { signal });
  refuseGestures(surface, signal);
  signal.addEventListener('abort', release);
  return { lift };
}

/** @param {PointerEvent} event  of a pointer that came down @param {{type: string} | null} held */
function mayTake({ button, pointerType }, held) {
  if (button !== PRIMARY_BUTTON) return false;
  return held === null || (held.type === 'touch' && pointerType === 'pen');
}

/**
 * Captures a pointer and tells where it goes, until it leaves.
 * @param {HTMLElement} surface
 * @param {number} id
 * @param {{onMove: (events: PointerEvent[]) => void, onLeave: () => void}} handlers
 * @param {AbortSignal} signal
 */
function followPointer(surface, id, { onMove, onLeave }, signal) {
  /** @param {PointerEvent} event */
  function move(event) {
    if (event.pointerId !== id) return;
    // With another mouse button still down, letting go of the first one is a move and no pointerup.
    if ((event.buttons & PRIMARY_HELD) === 0) return onLeave();
    const samples = event.getCoalescedEvents?.() ?? [];
    onMove(samples.length > 0 ? samples : [event]);
  }

  /** @param {PointerEvent} event */
  function leave(event) {
    if (event.pointerId === id) onLeave();
  }

  surface.setPointerCapture(id);
  surface.addEventListener('pointermove', move, { signal });
  // A cancelled pointer (the screen turned, another app came) ends the stroke too: ink that was seen stays.
  for (const type of /** @type {const} */ (['pointerup', 'pointercancel', 'lostpointercapture'])) {
    surface.addEventListener(type, leave, { signal });
  }
}

/**
 * A refused touchstart makes no gesture. Otherwise a quick stroke counts as a fling, and Chromium takes the tap
 * on a button right after it for the hand that stops the fling.
 * @param {HTMLElement} surface @param {AbortSignal} signal
 */
function refuseGestures(surface, signal) {
  for (const type of ['touchstart', 'contextmenu']) {
    surface.addEventListener(type, (event) => event.preventDefault(), { signal, passive: false });
  }
}

/** @param {PointerEvent} event @param {HTMLElement} surface @param {import('./box.js').Box} view @returns {Point} */
function pointOf(event, surface, view) {
  const box = surface.getBoundingClientRect();
  const part = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  return { ...placeInView(view, part), t: event.timeStamp };
}
