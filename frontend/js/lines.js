/** The lines of an answer in print, from top to bottom. */

import { createLine } from './line.js';
import { createRows } from './rows.js';

/**
 * @param {{list: HTMLElement, sheet: HTMLElement}} elements  the list is empty
 * @param {(key: string) => void} onPick
 */
export function createLines({ list, sheet }, onPick) {
  const rows = createRows(list, () => createLine(onPick));

  return {
    /**
     * @param {readonly import('./api.js').Line[]} lines
     * @param {readonly import('./annotate.js').Annotated[][]} digits  those of each line
     * @param {{settled: boolean, picked: string | null}} state
     */
    show(lines, digits, state) {
      const focused = list.contains(document.activeElement);
      for (const [index, row] of rows.take(lines.length).entries()) row.show(lines[index], digits[index], state);
      // A digit that goes takes no keyboard focus with it into nowhere.
      if (focused && !list.contains(document.activeElement)) sheet.focus({ preventScroll: true });
    },
  };
}
