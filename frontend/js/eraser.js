/** An eraser that takes away whole strokes, each as soon as it is touched. What one move of it takes is one step. */

import { strokesNear } from './near.js';

/**
 * @param {object} paper
 * @param {() => import('./history.js').Sheet} paper.sheet  what is on it now
 * @param {() => number} paper.reach  of the eraser, in sheet units
 * @param {(gone: ReadonlySet<number>, begun: boolean) => void} paper.onErase  places of strokes in the sheet
 * @param {(erased: boolean) => void} paper.onEnd
 * @returns {import('./pen.js').PenHandlers}
 */
export function createEraser({ sheet, reach, onErase, onEnd }) {
  let last = { x: 0, y: 0 };
  let begun = false;

  /** @param {import('./stroke.js').Point} point */
  function rub(point) {
    const gone = strokesNear(sheet(), { from: last, to: point }, reach());
    last = point;
    if (gone.size === 0) return;
    onErase(gone, begun);
    begun = true;
  }

  return {
    onBegin(point) {
      last = point;
      begun = false;
      rub(point);
    },
    onExtend: (points) => points.forEach(rub),
    onForesee() {},
    onEnd: () => onEnd(begun),
    onDiscard: () => onEnd(begun), // what is gone can be brought back by undo
  };
}
