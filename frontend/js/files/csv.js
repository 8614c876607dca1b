/**
 * A table as text: for a file (RFC 4180) and for the clipboard, where programs expect tabs.
 *
 * @typedef {readonly (readonly (string | number)[])[]} Table  rows of cells, the first row their names
 */

/** By it spreadsheets know that the file is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/** Spreadsheets take a cell that begins so for a formula, and a file's name is anybody's (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** @param {Table} table */
export function toCsv(table) {
  return BYTE_ORDER_MARK + table.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** @param {Table} table */
export function toTsv(table) {
  return table.map((row) => `${row.map(tsvCell).join('\t')}\n`).join('');
}

/** @param {string | number} value */
function csvCell(value) {
  const text = harmless(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A tab or a line's end would make another cell or row of it. @param {string | number} value */
function tsvCell(value) {
  return harmless(value).replace(/[\t\r\n]+/g, ' ');
}

/** @param {string | number} value */
function harmless(value) {
  if (typeof value === 'number') return String(value);
  return FORMULA.test(value) ? `'${value}` : value;
}
