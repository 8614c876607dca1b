/** The list of many files on the page: its rows, how far it is, and what can be done with it. */

import { copy } from '../copy.js';
import { save } from '../save.js';
import { say } from '../text.js';
import { toCsv, toTsv } from './csv.js';
import { countsOf, isOpen } from './result.js';
import { createResultRow } from './resultrow.js';
import { createResultSection } from './resultsection.js';
import { tableOf } from './resulttable.js';
import { noteOf } from './resultwords.js';

/**
 * @typedef {import('./result.js').Result} Result
 *
 * @typedef {object} Commands
 * @property {() => void} stop
 * @property {() => void} resume
 * @property {() => void} close
 * @property {(result: Result) => void} open
 */

/** @param {Commands} commands */
export function createResultList({ stop, resume, close, open }) {
  /** @type {Map<Result, ReturnType<typeof createResultRow>>} */
  const rows = new Map();
  const table = () => tableOf([...rows.keys()], noteOf);
  const section = createResultSection({ stop, resume, close, copy: copyTable, save: saveTable });

  async function copyTable() {
    section.tell(say(await copy(toTsv(table()), section.field) ? 'share.copied' : 'share.copy.yourself'));
  }

  function saveTable() {
    save(new Blob([toCsv(table())], { type: 'text/csv' }), 'inkdigit.csv');
  }

  return {
    /** @param {HTMLElement} host @param {readonly Result[]} more */
    show(host, more) {
      for (const result of more) {
        const row = createResultRow(result, () => open(result));
        rows.set(result, row);
        section.list.append(row.element);
      }
      section.enter(host);
    },
    /** @param {Result} result */
    update(result) {
      rows.get(result)?.show(result);
    },
    /** @param {Result} result @param {File} picture  of its file */
    picture(result, picture) {
      rows.get(result)?.picture(picture);
    },
    /** @param {readonly Result[]} all @param {boolean} busy */
    summarize(all, busy) {
      section.show(countsOf(all), { busy, open: all.some(isOpen) });
    },
    clear() {
      rows.clear();
      section.leave();
    },
  };
}
