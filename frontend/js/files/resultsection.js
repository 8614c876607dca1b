/** What stands around the rows of the list. */

import { element } from '../element.js';
import { speaker } from '../panel.js';
import { say } from '../text.js';

/** @typedef {Record<'stop' | 'resume' | 'copy' | 'save' | 'close', () => void>} Commands */

/** @param {Commands} commands */
export function createResultSection(commands) {
  const title = element('h2', 'results-title', { id: 'results-title', tabIndex: -1 });
  const counts = element('p', 'results-counts');
  const said = element('p', 'visually-hidden', { ariaLive: 'polite' });
  const progress = element('progress', 'results-progress');
  const list = element('ol', 'results-list');
  const field = element('textarea', 'field code', { readOnly: true, hidden: true, rows: 6 });
  const buttons = {
    stop: button('files.stop', commands.stop),
    resume: button('files.resume', commands.resume),
    copy: button('files.copy', commands.copy),
    save: button('files.save', commands.save),
    close: button('files.close', commands.close),
  };
  const actions = element('div', 'results-actions', {}, Object.values(buttons));
  const section = element('section', 'results', {}, [title, counts, progress, actions, field, list, said]);
  section.setAttribute('aria-labelledby', title.id);
  title.dataset.i18n = 'files.title';
  progress.dataset.i18nLabel = 'files.progress';
  field.dataset.i18nLabel = 'files.table';

  const tell = speaker(said);

  /** No keyboard focus goes with a button into nowhere. @param {HTMLElement} made @param {boolean} hidden */
  function hide(made, hidden) {
    if (hidden && made === document.activeElement) title.focus({ preventScroll: true });
    made.hidden = hidden;
  }

  return {
    field,
    list,
    tell,
    /** @param {HTMLElement} host */
    enter(host) {
      title.textContent = say('files.title');
      progress.ariaLabel = say('files.progress');
      field.ariaLabel = say('files.table');
      host.append(section);
      title.focus();
    },
    leave() {
      section.remove();
      list.replaceChildren();
      field.hidden = true;
    },
    /** @param {import('./result.js').Counts} now @param {{busy: boolean, open: boolean}} work  open: some could be read */
    show(now, { busy, open }) {
      counts.textContent = say('files.counts', now);
      Object.assign(progress, { max: now.all, value: now.done, hidden: !busy });
      hide(buttons.stop, !busy);
      hide(buttons.resume, busy || !open);
      tell(busy ? '' : say('files.counts', now));
    },
  };
}

/** @param {'files.stop' | 'files.resume' | 'files.copy' | 'files.save' | 'files.close'} key @param {() => void} onClick */
function button(key, onClick) {
  const made = element('button', 'button button-quiet', { type: 'button', textContent: say(key) });
  made.dataset.i18n = key;
  made.addEventListener('click', onClick);
  return made;
}
