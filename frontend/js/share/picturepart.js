/** A drawing saved as a picture, on paper or on nothing. */

import { element } from '../element.js';
import { save } from '../save.js';
import { say } from '../text.js';
import { INK, PAPER } from './colours.js';
import { button, part } from './part.js';
import { pngOf } from './png.js';
import { svgOf } from './svg.js';

/** @param {import('./inkbytes.js').Ink} ink */
export function picturePart(ink) {
  const paper = element('input', 'check', { type: 'checkbox', checked: true });
  const colours = () => ({ ink: INK, paper: paper.checked ? PAPER : null });
  const png = button(say('share.png'), async () => save(await pngOf(ink, colours()), 'inkdigit.png'));
  const svg = button(say('share.svg'), () =>
    save(new Blob([svgOf(ink, colours())], { type: 'image/svg+xml' }), 'inkdigit.svg'));
  return part(say('share.image'), [
    element('div', 'share-row', {}, [element('label', 'share-check', {}, [paper, say('share.paper')]), png, svg]),
  ]);
}
