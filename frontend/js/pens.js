/** The choice of a pen and its width, or of the eraser. */

import { createChoice } from './choice.js';
import { NIB_KINDS, resized } from './nib.js';

/** @typedef {import('./nib.js').Nib} Nib */

const ERASER = 'eraser';

/**
 * @param {object} elements
 * @param {readonly HTMLElement[]} elements.buttons  a radio group; their data-choice is a kind of nib, or "eraser"
 * @param {HTMLInputElement} elements.width  a slider over the sizes of nibs
 * @param {HTMLElement} elements.paper  takes the name of the tool as `data-tool`
 * @param {Nib} first
 * @param {() => void} onChange
 * @param {AbortSignal} signal
 */
export function createPens({ buttons, width, paper }, first, onChange, signal) {
  let nib = first;
  let erases = false;

  function show() {
    const tool = erases ? ERASER : nib.kind;
    choice.show(tool);
    paper.dataset.tool = tool;
    width.value = String(nib.size);
  }

  /** @param {Nib} next */
  function take(next) {
    nib = next;
    erases = false;
    show();
    onChange();
  }

  /** @param {string} tool */
  function choose(tool) {
    const kind = NIB_KINDS.find((each) => each === tool);
    if (kind) return take({ ...nib, kind });
    erases = true;
    show();
  }

  const choice = createChoice(buttons, choose, signal);
  width.addEventListener('input', () => take({ ...nib, size: Number(width.value) }), { signal });
  show();

  return {
    get nib() {
      return nib;
    },
    get erases() {
      return erases;
    },
    choose,
    /** @param {1 | -1} step */
    resize: (step) => take(resized(nib, step)),
  };
}
