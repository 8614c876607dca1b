/**
 * The smallest box around all points of a drawing.
 *
 * @param {readonly import('./stroke.js').Stroke[]} strokes
 * @returns {import('./box.js').Box | null} null where nothing is drawn
 */
export function extentOf(strokes) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of strokes.flat()) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top };
}
