/** What is told beside the answer to a digit: why, what it was, and how it changed. Loaded with the first answer. */

import { createCorrectionPanel } from './correctionpanel.js';
import { fitting } from './files/fitting.js';
import { together } from './together.js';
import { createTrailStrip } from './trailstrip.js';
import { createWhy } from './why.js';

/**
 * @param {(id: string) => any} byId  an element of the page
 * @param {import('./api.js').Api} api
 * @param {(words: string) => void} tell
 * @param {AbortSignal} signal
 */
export function createBeside(byId, api, tell, signal) {
  byId('why-part').hidden = false; // its style sheet is there
  const why = createWhy((against) => fitting(api.explanations(against)), {
    canvas: byId('why'),
    words: byId('why-words'),
    legend: byId('why-legend'),
    forWords: byId('why-for'),
    againstWords: byId('why-against'),
  });
  const trail = createTrailStrip({ section: byId('trail'), list: byId('trail-list') });
  return together(why, createCorrectionPanel(byId, tell, signal), trail);
}
