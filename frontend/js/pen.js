/**
 * One pen on a surface, whatever the device: mouse, finger or stylus. The first pointer down holds the pen and
 * others are ignored until it leaves, but a stylus takes it from a finger, which then was the palm, and a second
 * finger that comes before the first has written makes a pinch of both.
 *
 * @typedef {import('./stroke.js').Point} Point
 * @typedef {object} PenHandlers
 * @property {(point: Point, erases: boolean) => void} onBegin  erases: a stylus came down on its other end
 * @property {(points: Point[]) => void} onExtend
 * @property {(points: Point[]) => void} onForesee  where the pen will likely be in a moment; told anew each time
 * @property {() => void} onEnd
 * @property {() => void} onDiscard  the stroke was not meant
 *
 * @typedef {object} Surface
 * @property {() => import('./box.js').Box} view  the part of the paper that it shows now
 * @property {(before: import('./pinch.js').Fingers, after: import('./pinch.js').Fingers) => void} onPinch
 *
 * @typedef {{first: PointerEvent, last: PointerEvent, listeners: AbortController, pinching: boolean}} Held
 */

import { ERASER, followFingers, followPointer, partOf } from './follow.js';
import { createPalm } from './palm.js';
import { placeInView, SQUARE } from './view.js';

const PRIMARY_BUTTON = 0;
const ERASER_BUTTON = 5;

/** Both fingers of a pinch come down within so many milliseconds, and the first has moved less than so many pixels. */
const PINCH = { time: 350, way: 24 };

/**
 * @param {HTMLElement} element
 * @param {PenHandlers} handlers
 * @param {AbortSignal} signal  takes the pen away
 * @param {Surface} [surface]
 * @returns {{lift: () => void}} lift ends the stroke as if the pen had left the surface
 */
export function attachPen(element, handlers, signal, surface = { view: () => SQUARE, onPinch() {} }) {
  const palm = createPalm();
  /** @type {Held | null} */
  let held = null;

  /** @returns {boolean} whether a stroke was being written */
  function release() {
    const writing = held !== null && !held.pinching;
    held?.listeners.abort();
    held = null;
    return writing;
  }

  function lift() {
    if (release()) handlers.onEnd();
  }

  /** @param {PointerEvent} event @param {boolean} pinching @returns {Held} */
  function take(event, pinching) {
    if (release()) handlers.onDiscard();
    held = { first: event, last: event, listeners: new AbortController(), pinching };
    return held;
  }

  /** @param {PointerEvent} event */
  function write(event) {
    const { listeners } = take(event, false);
    const onMove = (/** @type {PointerEvent} */ move) => {
      if (held) held.last = move;
      const foreseen = move.getPredictedEvents?.() ?? [];
      handlers.onExtend(pointsOf(samplesOf(move), element, surface.view()));
      handlers.onForesee(pointsOf(foreseen, element, surface.view()));
    };
    followPointer(element, event.pointerId, { onMove, onLeave: lift }, listeners.signal);
    handlers.onBegin(pointsOf([event], element, surface.view())[0], (event.buttons & ERASER) !== 0);
  }

  /** @param {PointerEvent} event  of the second finger @param {PointerEvent} other */
  function pinch(event, other) {
    const { listeners } = take(event, true);
    followFingers(element, [other, event], { onMove: surface.onPinch, onLeave: lift }, listeners.signal);
  }

  /** @param {PointerEvent} event */
  function down(event) {
    palm.see(event);
    if (palm.isPalm(event)) return;
    if (held && makesPinch(event, held)) return pinch(event, held.last);
    if (!mayTake(event, held)) return;
    event.preventDefault();
    write(event);
  }

  element.addEventListener('pointerdown', down, { signal });
  element.addEventListener('pointermove', palm.see, { signal });
  refuseGestures(element, signal);
  signal.addEventListener('abort', release);
  return { lift };
}

/** @param {PointerEvent} event  of a pointer that came down @param {Held | null} held */
function mayTake({ button, pointerType }, held) {
  if (button !== PRIMARY_BUTTON && button !== ERASER_BUTTON) return false;
  return held === null || (held.first.pointerType === 'touch' && pointerType === 'pen');
}

/** @param {PointerEvent} event  of a pointer that came down @param {Held} held */
function makesPinch({ pointerType, timeStamp }, { first, last, pinching }) {
  if (pinching || pointerType !== 'touch' || first.pointerType !== 'touch') return false;
  const way = Math.hypot(last.clientX - first.clientX, last.clientY - first.clientY);
  return timeStamp - first.timeStamp < PINCH.time && way < PINCH.way;
}

/** All that the device told since the last event, not only the last place before the frame. @param {PointerEvent} event */
function samplesOf(event) {
  const samples = event.getCoalescedEvents?.() ?? [];
  return samples.length > 0 ? samples : [event];
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

/** Only a stylus tells how hard it is pressed. @param {PointerEvent[]} events @param {HTMLElement} element @param {import('./box.js').Box} view @returns {Point[]} */
function pointsOf(events, element, view) {
  const box = element.getBoundingClientRect();
  return events.map((event) => {
    const point = { ...placeInView(view, partOf(event, box)), t: event.timeStamp };
    return event.pointerType === 'pen' ? { ...point, pressure: event.pressure } : point;
  });
}
