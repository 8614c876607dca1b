/** What speaks for a digit, in words. */

import { emphasis } from './emphasis.js';
import { say } from './text.js';

/** @typedef {import('./api.js').Explanation} Explanation */

/** @param {Explanation} explanation */
export function whyWords({ digit, against, frame, saliency }) {
  const found = emphasis(frame, saliency);
  const sentences = [
    found.for.length === 0
      ? say('why.nothing', { digit })
      : say('why.for', { digit, others: othersName(against), parts: partsWords(found.for) }),
    found.against.length === 0 ? '' : say('why.against', { parts: partsWords(found.against) }),
  ];
  return sentences.filter(Boolean).join(say('why.between'));
}

/** Those that a digit is compared with. @param {readonly number[]} against */
export function othersName(against) {
  return against.length === 1 ? String(against[0]) : say('why.others');
}

/** @param {readonly import('./emphasis.js').Part[]} parts */
function partsWords(parts) {
  return parts
    .map(({ what, place }) => say(`why.part.${what}`, { place: say(PLACES[place]) }))
    .join(say('why.and'));
}

const PLACES = /** @type {const} */ ([
  'why.place.0',
  'why.place.1',
  'why.place.2',
  'why.place.3',
  'why.place.4',
  'why.place.5',
  'why.place.6',
  'why.place.7',
  'why.place.8',
]);
