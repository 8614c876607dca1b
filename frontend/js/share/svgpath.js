/**
 * Traces a path as SVG writes it, with the methods of a canvas path.
 *
 * @returns {import('../inkparts.js').Tracer & {readonly data: string}}
 */
export function createSvgPath() {
  /** @type {string[]} */
  const steps = [];
  const lineTo = (/** @type {number} */ x, /** @type {number} */ y) => { steps.push(`L${numbers(x, y)}`); };

  return {
    get data() {
      return steps.join('');
    },
    lineTo,
    moveTo: (x, y) => { steps.push(`M${numbers(x, y)}`); },
    closePath: () => { steps.push('Z'); },
    quadraticCurveTo: (cx, cy, x, y) => { steps.push(`Q${numbers(cx, cy, x, y)}`); },
    /** Clockwise and not backwards, in two halves: SVG knows no arc that ends where it began. */
    arc(x, y, radius, from, to) {
      const place = (/** @type {number} */ angle) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
      const [[startX, startY], middle, end] = [from, (from + to) / 2, to].map(place);
      lineTo(startX, startY);
      for (const stop of [middle, end]) steps.push(`A${numbers(radius, radius)} 0 0 1 ${numbers(...stop)}`);
    },
  };
}

/** @param {readonly number[]} values */
function numbers(...values) {
  return values.map((value) => Math.round(value * 10) / 10).join(' ');
}
