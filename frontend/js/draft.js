/**
 * What is kept of a drawing when the page goes: a short text, and the drawing again from it. Places are whole tenths of
 * a sheet unit and times whole milliseconds, each as the step from the one before.
 *
 * @typedef {import('./stroke.js').Point} Point
 * @typedef {import('./stroke.js').Stroke} Stroke
 * @typedef {import('./nib.js').Nib} Nib
 * @typedef {{strokes: readonly Stroke[], nibs: readonly Nib[]}} Ink
 * @typedef {Ink & {nib: Nib, mode: import('./mode.js').Mode, picture: boolean, covered: Ink}} Draft
 *   nib: what would be written with next; picture: whether one was on the sheet, which is kept elsewhere; covered: the
 *   drawing whose place this one took, such as by a link
 * @typedef {{kind: string, size: number, steps: number[]}} KeptStroke  steps: x, y, t and pressure of a point, and so on
 */

import { parsed } from './json.js';
import { nibOf } from './nib.js';

/** Of the form below. A text of another one is not read. */
const FORM = 1;

/** Numbers of a point: x, y, t and the pressure. */
const FIELDS = 4;

/** In place of the pressure where the device cannot tell. */
const NO_PRESSURE = -1;
const PRESSURES = 255;

/** @param {Draft} draft @returns {string} */
export function writeDraft({ strokes, nibs, nib, mode, picture, covered }) {
  const ink = { strokes: keptOf({ strokes, nibs }), covered: keptOf(covered) };
  return JSON.stringify({ form: FORM, mode, nib, picture, ...ink });
}

/** @param {string | null} text @returns {Draft | null} null where it is no draft, or a damaged one */
export function readDraft(text) {
  const body = parsed(text ?? '');
  if (body?.form !== FORM || !areKept(body.strokes)) return null;
  return {
    ...inkOf(body.strokes),
    covered: inkOf(areKept(body.covered) ? body.covered : []),
    nib: nibOf(body.nib?.kind, body.nib?.size),
    mode: body.mode === 'number' ? 'number' : 'digit',
    picture: body.picture === true,
  };
}

/**
 * The clock of a page begins when it is opened; the drawing of an earlier page is given times before now.
 * @param {readonly Stroke[]} strokes @param {number} now  milliseconds, of this page's clock @returns {Stroke[]}
 */
export function endingAt(strokes, now) {
  const late = now - (strokes.at(-1)?.at(-1)?.t ?? now);
  return strokes.map((stroke) => stroke.map((point) => ({ ...point, t: point.t + late })));
}

/** @param {Ink} ink @returns {KeptStroke[]} */
function keptOf({ strokes, nibs }) {
  return strokes.map((stroke, index) => ({ ...nibs[index], steps: stepsOf(stroke.map(numbersOf)) }));
}

/** @param {readonly KeptStroke[]} kept @returns {Ink} */
function inkOf(kept) {
  return {
    strokes: kept.map(({ steps }) => pointsOf(steps)),
    nibs: kept.map(({ kind, size }) => nibOf(kind, size)),
  };
}

/** @param {Point} point */
function numbersOf({ x, y, t, pressure }) {
  const pressed = pressure === undefined ? NO_PRESSURE : Math.round(pressure * PRESSURES);
  return [Math.round(x * 10), Math.round(y * 10), Math.round(t), pressed];
}

/** @param {readonly number[][]} points */
function stepsOf(points) {
  return points.flatMap((point, index) => point.map((value, field) => value - (points[index - 1]?.[field] ?? 0)));
}

/** @param {readonly number[]} steps @returns {Point[]} */
function pointsOf(steps) {
  const sums = [0, 0, 0, 0];
  return Array.from({ length: steps.length / FIELDS }, (_, index) => {
    for (let field = 0; field < FIELDS; field += 1) sums[field] += steps[index * FIELDS + field];
    const [x, y, t, pressed] = sums;
    const point = { x: x / 10, y: y / 10, t };
    return pressed === NO_PRESSURE ? point : { ...point, pressure: Math.min(Math.max(pressed / PRESSURES, 0), 1) };
  });
}

/** @param {any} strokes */
function areKept(strokes) {
  return Array.isArray(strokes) && strokes.every(isKept);
}

/** @param {any} stroke */
function isKept(stroke) {
  const steps = stroke?.steps;
  return Array.isArray(steps) && steps.length > 0 && steps.length % FIELDS === 0 && steps.every(Number.isSafeInteger);
}
