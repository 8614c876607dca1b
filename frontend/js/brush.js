/** Puts the ink of strokes on a canvas context whose units are sheet units. */

import { grainTile } from './grain.js';
import { inkPath, isPressed } from './inkpath.js';
import { lookOf } from './nib.js';

/** @param {CanvasRenderingContext2D} context */
export function createBrush(context) {
  /** @type {{ink: string, pattern: CanvasPattern | null}} */
  let grain = { ink: '', pattern: null };

  /** One pixel of the grain on each of the screen, however large the paper is looked at. @param {string} ink */
  function grainOf(ink) {
    if (grain.ink !== ink) grain = { ink, pattern: context.createPattern(grainTile(ink), 'repeat') };
    grain.pattern?.setTransform(new DOMMatrix().scale(1 / context.getTransform().a));
    return grain.pattern ?? ink;
  }

  return {
    /** @param {import('./stroke.js').Stroke} stroke @param {import('./nib.js').Nib} nib @param {string} ink  a CSS colour */
    paint(stroke, nib, ink) {
      const { width, opacity, grain: grained } = lookOf(nib);
      const [path, style] = [inkPath(stroke, nib), grained ? grainOf(ink) : ink];
      Object.assign(context, { globalAlpha: opacity, lineWidth: width, lineCap: 'round', lineJoin: 'round' });
      Object.assign(context, { fillStyle: style, strokeStyle: style });
      if (isPressed(stroke)) context.fill(path);
      else context.stroke(path);
      context.globalAlpha = 1;
    },
  };
}
