/**
 * A new element of a class.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, className) {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}
