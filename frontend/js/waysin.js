/** All ways by which a picture gets onto the sheet, or many of them into a list. */

import * as histories from './history.js';
import { createIntake } from './intake.js';
import { lazily } from './lazy.js';
import { attachPaste } from './paste.js';
import { attachChooser, attachPicker } from './picker.js';
import { language, say } from './text.js';

/**
 * @param {(id: string) => any} byId  an element of the page
 * @param {object} page
 * @param {import('./api.js').Api} page.api
 * @param {ReturnType<typeof import('./desk.js').createDesk>} page.desk
 * @param {ReturnType<typeof import('./toast.js').createToast>} page.toast
 * @param {AbortSignal} signal
 */
export function attachWaysIn(byId, { api, desk, toast }, signal) {
  const missing = () => toast.show(say('page.missing'));
  const withCrop = lazily('/css/crop.css', () => import('./crop/cropdialog.js'), missing);
  const withResults = lazily('/css/results.css', () => import('./files/results.js'), missing);
  /** @type {ReturnType<typeof import('./files/results.js').createResults> | null} */
  let results = null;

  /** The file is on the sheet at once, in the order people act; its pixels follow. @param {File} file */
  function open(file) {
    desk.settle((current) => histories.openPicture(current, file));
  }

  /** @param {File} file */
  function openAgain(file) {
    open(file);
    byId('sheet').scrollIntoView({ block: 'nearest' });
    byId('sheet').focus({ preventScroll: true });
  }

  /** @param {File} file */
  function frame(file) {
    withCrop(async ({ crop }) => {
      const part = await crop(file);
      if (part) open(part);
    });
  }

  /** @param {readonly File[]} files */
  function list(files) {
    withResults(({ createResults }) => {
      results ??= createResults(byId('desk'), api, openAgain, () => byId('pick').focus());
      results.add(files, desk.mode);
    });
  }

  /** @param {File | undefined} file */
  function refuse(file) {
    toast.show(file ? say('intake.other', file) : say('intake.none'));
  }

  // A change of the language is told as one of the desk: its answers are said anew, too.
  let spoken = language();
  desk.watch(() => {
    if (language() === spoken) return;
    spoken = language();
    results?.translate();
  });

  const take = createIntake({ open, list, refuse });
  attachPicker({ button: byId('pick'), input: byId('file'), page: document.documentElement }, take, signal);
  attachPaste(document, take, signal);
  attachChooser({ button: byId('camera'), input: byId('camera-file') }, createIntake({ open: frame, list, refuse }), signal);
  byId('crop-open').addEventListener('click', () => {
    const { picture } = desk.history.sheet;
    if (picture) frame(picture);
  }, { signal });
  desk.watch(({ sheet }) => { byId('crop-open').hidden = sheet.picture === null; });
}
