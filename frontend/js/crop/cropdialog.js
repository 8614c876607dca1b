/** The dialog in which a person frames what is to be read of a picture. */

import { createDialog } from '../dialog.js';
import { element } from '../element.js';
import { pictureFile } from '../files/picturefile.js';
import { sizeToSend } from '../files/size.js';
import { say } from '../text.js';
import { createCropStage } from './cropstage.js';

/**
 * @param {File} file
 * @returns {Promise<File | null>} what is in the frame; the file itself where this browser cannot show or cut it; null when the
 *   person thinks better of it
 */
export async function crop(file) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return file;
  try {
    const part = await ask(picture);
    return part && await pictureFile(picture, part, sizeToSend(part), file).catch(() => file);
  } finally {
    picture.close();
  }
}

/** @param {ImageBitmap} picture @returns {Promise<import('../box.js').Box | null>} in its pixels */
function ask(picture) {
  const life = new AbortController();
  const stage = createCropStage(picture, life.signal);
  const whole = element('button', 'button button-quiet', { type: 'button', textContent: say('crop.whole') });
  const read = element('button', 'button', { type: 'submit', textContent: say('crop.read'), value: 'read' });
  const cancel = element('button', 'button button-quiet', { type: 'button', textContent: say('dialog.cancel') });
  cancel.dataset.close = '';
  const dialog = element('dialog', 'dialog crop', {}, [
    element('h2', 'dialog-title', { id: 'crop-title', textContent: say('crop.title') }),
    element('p', 'crop-hint', { id: 'crop-hint' }, [
      `${say('crop.hint')} `,
      element('span', 'crop-keys', { textContent: say('crop.hint.keys') }),
    ]),
    stage.element,
    element('form', 'dialog-actions', { method: 'dialog' }, [cancel, whole, read]),
  ]);
  dialog.setAttribute('aria-labelledby', 'crop-title');
  whole.addEventListener('click', stage.frameAll);
  document.body.append(dialog);
  createDialog(dialog, life.signal).open();
  stage.focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      life.abort();
      dialog.remove();
      resolve(dialog.returnValue === 'read' ? stage.frame : null);
    });
  });
}
