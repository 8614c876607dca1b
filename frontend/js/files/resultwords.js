/** What is to be said of a file beside its reading. */

import { problemWords } from '../problem.js';
import { say } from '../text.js';
import { doubts } from '../words.js';

/** @typedef {import('./result.js').Result} Result */

/** What a person should know: the doubts or the problem. @param {Pick<Result, 'reading' | 'problem'>} result */
export function noteOf({ reading, problem }) {
  if (reading) return doubts(reading.reasons);
  return problem ? problemWords(problem, 'image').title : '';
}

/** How it stands. @param {Pick<Result, 'state' | 'reading' | 'problem'>} result */
export function standing(result) {
  if (result.state === 'waiting' || result.state === 'reading') return say(`files.${result.state}`);
  if (result.reading?.decision === 'review') return say('decision.review', { doubts: noteOf(result) });
  return noteOf(result) || say('decision.accept');
}
