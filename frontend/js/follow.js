/** Follows pointers that are down on a surface. */

/** The buttons of a pointer that touches the surface: its tip, and the other end of a stylus, which erases. */
const TIP = 1;
export const ERASER = 32;

/**
 * Captures a pointer and tells where it goes, until it leaves.
 * @param {HTMLElement} surface
 * @param {number} id
 * @param {{onMove: (event: PointerEvent) => void, onLeave: () => void}} handlers
 * @param {AbortSignal} signal
 */
export function followPointer(surface, id, { onMove, onLeave }, signal) {
  /** @param {PointerEvent} event */
  function move(event) {
    if (event.pointerId !== id) return;
    // With another mouse button still down, letting go of the first one is a move and no pointerup.
    if ((event.buttons & (TIP | ERASER)) === 0) return onLeave();
    onMove(event);
  }

  /** @param {PointerEvent} event */
  function leave(event) {
    if (event.pointerId === id) onLeave();
  }

  surface.setPointerCapture(id);
  surface.addEventListener('pointermove', move, { signal });
  // A cancelled pointer (the screen turned, another app came) ends the stroke too: ink that was seen stays.
  surface.addEventListener('pointerup', leave, { signal });
  surface.addEventListener('pointercancel', leave, { signal });
  surface.addEventListener('lostpointercapture', leave, { signal });
}

/**
 * Two fingers, until one of them leaves.
 * @param {HTMLElement} surface
 * @param {readonly [PointerEvent, PointerEvent]} fingers  where they are now
 * @param {{onMove: (before: import('./pinch.js').Fingers, after: import('./pinch.js').Fingers) => void, onLeave: () => void}} handlers
 * @param {AbortSignal} signal
 */
export function followFingers(surface, fingers, { onMove, onLeave }, signal) {
  const box = surface.getBoundingClientRect();
  let [first, second] = fingers.map((finger) => partOf(finger, box));
  for (const [turn, { pointerId }] of fingers.entries()) {
    /** @param {PointerEvent} event */
    const move = (event) => {
      const now = partOf(event, box);
      const after = turn === 0 ? [now, second] : [first, now];
      onMove([first, second], [after[0], after[1]]);
      [first, second] = after;
    };
    followPointer(surface, pointerId, { onMove: move, onLeave }, signal);
  }
}

/** Where a pointer is, in parts of the surface. @param {{clientX: number, clientY: number}} event @param {DOMRect} box */
export function partOf({ clientX, clientY }, box) {
  return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
}
