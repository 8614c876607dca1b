/**
 * A probability for people: one decimal, and never a certainty that rounding made up.
 *
 * @param {number} probability  0..1
 */
export function formatPercent(probability) {
  if (probability >= 0.9995) return '>99.9%';
  if (probability < 0.0005) return '<0.1%';
  return `${(probability * 100).toFixed(1)}%`;
}
