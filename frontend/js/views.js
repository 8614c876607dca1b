/** The two answers of the page, each with its elements: to one digit, and to a number. They share one panel. */

import { createAnswer } from './answer.js';
import { createCandidates } from './candidates.js';
import { createFrame } from './frame.js';
import { createLines } from './lines.js';
import { createNumber } from './number.js';
import { createPanel } from './panel.js';

/**
 * @param {(id: string) => any} byId  an element of the page
 * @param {import('./panel.js').Toast} toast
 * @param {Parameters<typeof createNumber>[2]} mark
 * @param {Parameters<typeof createNumber>[3]} bring  what is told beside a number
 */
export function createViews(byId, toast, mark, bring) {
  const sheet = byId('sheet');
  const panel = createPanel({
    panel: byId('answer'),
    title: byId('problem-title'),
    text: byId('problem-text'),
    repeat: byId('repeat'),
    sheet,
    spoken: byId('spoken'),
  }, toast);
  const digit = createAnswer(
    panel,
    { digit: byId('digit'), percent: byId('percent'), verdict: byId('verdict'), decision: byId('decision') },
    createCandidates(byId('candidates')),
    createFrame(byId('frame')),
  );
  const number = createNumber(
    panel,
    createLines({ list: byId('lines'), sheet }, (key) => number.pick(key)),
    mark,
    bring,
  );
  return { digit, number };
}
