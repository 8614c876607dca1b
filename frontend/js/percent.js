/** A probability for people: one decimal, and never a certainty that rounding made up. */

import { language, say } from './text.js';

/** @param {number} probability  0..1 */
export function formatPercent(probability) {
  if (probability >= 0.9995) return `>${tenths(0.999)}`;
  if (probability < 0.0005) return `<${tenths(0.001)}`;
  return tenths(probability);
}

/** The same for those who hear it, with words for the signs. @param {number} probability  0..1 */
export function percentWords(probability) {
  if (probability >= 0.9995) return say('percent.more', { percent: tenths(0.999) });
  if (probability < 0.0005) return say('percent.less', { percent: tenths(0.001) });
  return tenths(probability);
}

/** @param {number} part  of one */
function tenths(part) {
  const options = /** @type {const} */ ({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return new Intl.NumberFormat(language(), options).format(part);
}
