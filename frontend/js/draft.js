/**
 * What is kept of a drawing when the page goes: a short text, and the drawing again from it. Places are whole tenths of
 * a sheet unit and times whole milliseconds, each as the step from the one before.
 *
 * @typedef {import('./stroke.js').Point} Point
 * @typedef {import('./stroke.js').Stroke} Stroke
 * @typedef {import('./nib.js').Nib} Nib
 * @typedef {{strokes: readonly Stroke[], nibs: readonly Nib[], nib: Nib, mode: import('./mode.js').Mode, picture: boolean}} Draft
 *   nib: what would be written with next; picture: whether one was on the sheet, which is kept elsewhere
 * @typedef {{kind: string, size: number, steps: number[]}} KeptStroke  steps: x, y, t and pressure of a point, and so on
 */

import { nibOf } from './nib.js';

/** Of the form below. A text of another one is not read. */
const FORM = 1;

/** Numbers of a point: x, y, t and the pressure. */
const FIELDS = 4;

/** In place of the pressure where the device cannot tell. */
const NO_PRESSURE = -1;
const PRESSURES = 255;

/** @param {Draft} draft @returns {string} */
export function writeDraft({ strokes, nibs, nib, mode, picture }) {
  const kept = strokes.map((stroke, index) => ({ ...nibs[index], steps: stepsOf(stroke.map(numbersOf)) }));
  return JSON.stringify({ form: FORM, mode, nib, picture, strokes: kept });
}

/** @param {string | null} text @returns {Draft | null} null where it is no draft, or a damaged one */
export function readDraft(text) {
  const body = parsed(text);
  if (body?.form !== FORM || !Array.isArray(body.strokes) || !body.strokes.every(isKept)) return null;
  const kept = /** @type {KeptStroke[]} */ (body.strokes);
  return {
    strokes: kept.map(({ steps }) => pointsOf(steps)),
    nibs: kept.map(({ kind, size }) => nibOf(kind, size)),
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

/** @param {any} stroke */
function isKept(stroke) {
  const steps = stroke?.steps;
  return Array.isArray(steps) && steps.length > 0 && steps.length % FIELDS === 0 && steps.every(Number.isSafeInteger);
}

/** @param {string | null} text @returns {any} null for anything but JSON */
function parsed(text) {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
