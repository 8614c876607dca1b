import { contextOf } from './canvas.js';

/**
 * The 28x28 picture that the model saw. It is decoded here and put on a canvas, so that the page's security
 * policy need not allow images from data: addresses.
 *
 * @param {HTMLCanvasElement} canvas  28x28
 */
export function createFrame(canvas) {
  const context = contextOf(canvas);
  let shown = 0;

  return {
    /** @param {string} png  base64 */
    async show(png) {
      const turn = ++shown;
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      if (turn === shown) context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      bitmap.close();
    },
    clear() {
      shown += 1;
      context.clearRect(0, 0, canvas.width, canvas.height);
    },
  };
}
