/** The link to a drawing: to be copied, or handed to another app where the browser can. */

import { copy } from '../copy.js';
import { element } from '../element.js';
import { say } from '../text.js';
import { linkOf } from './link.js';
import { button, part } from './part.js';

/** @param {import('./sharedialog.js').Shared} shared @param {import('./sharedialog.js').Tell} tell */
export function linkPart({ mode, sheet }, tell) {
  const link = linkOf(mode, sheet, location);
  const field = element('input', 'field', { type: 'text', readOnly: true, value: link, ariaLabel: say('share.link') });
  const buttons = [button(say('share.link.copy'), async () => {
    tell(say(await copy(link, field) ? 'share.copied' : 'share.copy.yourself'));
  })];
  if ('share' in navigator) buttons.push(button(say('share.link.send'), () => send(link)));
  return part(say('share.link'), [
    element('div', 'share-row', {}, [field, ...buttons]),
    element('p', 'share-note', { textContent: say('share.link.note') }),
  ]);
}

/** Another app takes it, or the person thinks better of it, which is no error. @param {string} url */
async function send(url) {
  try {
    await navigator.share({ title: 'Inkdigit', url });
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
