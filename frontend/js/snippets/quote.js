/** Any text as a literal of a language. */

/** For sh, bash and zsh: nothing is special between single quotes but their end. @param {string} text */
export function quoteShell(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** @param {string} text */
export function quotePython(text) {
  return quoted(text, (code) => `\\U${hex(code).padStart(8, '0')}`);
}

/** A backslash before an opening parenthesis would begin an interpolation; none is left alone. @param {string} text */
export function quoteSwift(text) {
  return quoted(text, (code) => `\\u{${hex(code)}}`);
}

/** A dollar sign would begin a template. @param {string} text */
export function quoteKotlin(text) {
  return quoted(text, (code) => units(code).map((unit) => `\\u${hex(unit).padStart(4, '0')}`).join('')).replaceAll('$', '\\$');
}

/**
 * Between double quotes, with a backslash before what would end or begin something, and all but plain ASCII escaped.
 * @param {string} text @param {(code: number) => string} escape
 */
function quoted(text, escape) {
  const safe = text.replace(/["\\]/g, '\\$&').replace(/[^ -~]/gu, (sign) => escape(Number(sign.codePointAt(0))));
  return `"${safe}"`;
}

/** UTF-16. @param {number} code */
function units(code) {
  return String.fromCodePoint(code).split('').map((unit) => unit.charCodeAt(0));
}

/** @param {number} value */
function hex(value) {
  return value.toString(16);
}
