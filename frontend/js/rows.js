/**
 * As many children as there are things to show. Those that are there already stay, and with them the keyboard focus:
 * an answer that comes again changes what a row says and not which element it is.
 *
 * @template Row
 * @param {HTMLElement} parent  empty, and touched by nothing else
 * @param {() => Row & {item: HTMLElement}} create
 */
export function createRows(parent, create) {
  /** @type {(Row & {item: HTMLElement})[]} */
  const rows = [];

  return {
    /** @param {number} count @returns {readonly Row[]} */
    take(count) {
      for (const row of rows.splice(count)) row.item.remove();
      while (rows.length < count) {
        const row = create();
        rows.push(row);
        parent.append(row.item);
      }
      return rows;
    },
  };
}
