/** Puts ink on a canvas context whose units are sheet units. */

import { grainTile } from './grain.js';
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
    /** @param {import('./inkparts.js').InkPart} part @param {string} ink  a CSS colour */
    paint({ path, nib, filled }, ink) {
      const { width, opacity, grain: grained } = lookOf(nib);
      const style = grained ? grainOf(ink) : ink;
      Object.assign(context, { globalAlpha: opacity, lineWidth: width, lineCap: 'round', lineJoin: 'round' });
      Object.assign(context, { fillStyle: style, strokeStyle: style });
      if (filled) context.fill(path);
      else context.stroke(path);
      context.globalAlpha = 1;
    },
  };
}
