/**
 * An image file from the person: chosen with the button, or dropped anywhere on the page.
 *
 * @param {{button: HTMLButtonElement, input: HTMLInputElement, page: HTMLElement}} elements
 * @param {(file: File) => void} onFile
 * @param {AbortSignal} signal
 */
export function attachPicker({ button, input, page }, onFile, signal) {
  button.addEventListener('click', () => input.click(), { signal });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    input.value = ''; // so that the same file can be chosen again
    if (file) onFile(file);
  }, { signal });

  /** @param {DragEvent} event */
  function over(event) {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    page.toggleAttribute('data-dropping', true);
  }

  /** @param {DragEvent} event */
  function leave(event) {
    // Also fires between two elements; only out of the window is there nothing entered.
    if (event.relatedTarget === null) page.toggleAttribute('data-dropping', false);
  }

  /** @param {DragEvent} event */
  function drop(event) {
    page.toggleAttribute('data-dropping', false);
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    onFile(file);
  }

  page.addEventListener('dragover', over, { signal });
  page.addEventListener('dragleave', leave, { signal });
  page.addEventListener('drop', drop, { signal });
}
