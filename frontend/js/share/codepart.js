/** The request for a drawing in the languages of programs: copied, and shown. */

import { copy } from '../copy.js';
import { element } from '../element.js';
import { callOf } from '../snippets/call.js';
import { curl } from '../snippets/curl.js';
import { kotlin } from '../snippets/kotlin.js';
import { python } from '../snippets/python.js';
import { swift } from '../snippets/swift.js';
import { say } from '../text.js';
import { button, part } from './part.js';

/** @type {readonly [string, (call: import('../snippets/call.js').Call) => string][]} by the names of the languages */
const LANGUAGES = [['curl', curl], ['Python', python], ['Swift', swift], ['Kotlin', kotlin]];

/** @param {import('./sharedialog.js').Shared} shared @param {import('./sharedialog.js').Tell} tell */
export function codePart({ mode, sheet, keyed }, tell) {
  const code = element('textarea', 'field code', {
    readOnly: true, hidden: true, rows: 6, spellcheck: false, wrap: 'off', ariaLabel: say('share.code'),
  });
  const buttons = LANGUAGES.map(([name, write]) => button(name, async () => {
    code.value = write(callOf(mode, sheet.strokes, location.origin, await keyed));
    code.hidden = false;
    tell(say(await copy(code.value, code) ? 'share.copied' : 'share.copy.yourself'));
  }));
  return part(say('share.code.as'), [element('div', 'share-row', {}, buttons), code]);
}
