import { element } from '../element.js';

/** A part of the dialog under its heading. @param {string} title @param {readonly Node[]} children */
export function part(title, children) {
  return element('section', 'share-part', {}, [element('h3', 'label', { textContent: title }), ...children]);
}

/** @param {string} words @param {() => void} onClick */
export function button(words, onClick) {
  const made = element('button', 'button button-quiet', { type: 'button', textContent: words });
  made.addEventListener('click', onClick);
  return made;
}
