/**
 * The ink that does not change while the pen moves, painted once and shown in each frame: a full sheet takes no longer
 * than a blank one. It is painted anew when the paper is looked at in another way.
 *
 * @typedef {import('./inkparts.js').InkPart} InkPart
 */

import { createBrush } from './brush.js';
import { contextOf } from './canvas.js';

/** @param {CanvasRenderingContext2D} context  that it is shown on */
export function createSettledInk(context) {
  const layer = document.createElement('canvas');
  const own = contextOf(layer);
  const brush = createBrush(own);
  /** @type {readonly InkPart[]} */
  let painted = [];
  let look = '';

  /** Begins anew, unless all that is painted is still wanted. @param {readonly InkPart[]} parts @param {string} ink */
  function prepare(parts, ink) {
    const { width, height } = context.canvas;
    const next = [width, height, context.getTransform(), ink].join();
    if (look === next && painted.every((part, index) => part === parts[index])) return;
    look = next;
    painted = [];
    Object.assign(layer, { width, height }); // which clears it
    own.setTransform(context.getTransform());
  }

  return {
    /** @param {readonly InkPart[]} parts @param {string} ink  a CSS colour */
    show(parts, ink) {
      prepare(parts, ink);
      for (const part of parts.slice(painted.length)) brush.paint(part, ink);
      painted = parts;
      context.save();
      context.resetTransform();
      context.drawImage(layer, 0, 0);
      context.restore();
    },
  };
}
