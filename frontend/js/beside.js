/**
 * What is told beside the answers, loaded with the first one. To a digit: why, what it was, and how it changed. To a
 * number: what its digits may be, and what they were.
 */

import { createBesideNumber } from './besidenumber.js';
import { createCorrectionPanel } from './correctionpanel.js';
import { createCorrectionStore } from './correctionstore.js';
import { createDigitCorrection } from './digitcorrection.js';
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
    comparison: byId('why-comparison'),
  }, signal);
  const trail = createTrailStrip({ section: byId('trail'), list: byId('trail-list') });
  const store = createCorrectionStore(() => localStorage);
  const corrections = createCorrectionPanel(byId, store, tell, signal);
  const alternatives = { title: byId('alternatives-title'), list: byId('alternatives-list') };
  return {
    digit: together(why, createDigitCorrection(corrections, store), trail),
    number: createBesideNumber(alternatives, corrections, store),
  };
}
