/**
 * Files from the person: chosen with the button, or dropped anywhere on the page.
 *
 * @param {{button: HTMLButtonElement, input: HTMLInputElement, page: HTMLElement}} elements
 * @param {(files: File[]) => void} onFiles
 * @param {AbortSignal} signal
 */
export function attachPicker({ button, input, page }, onFiles, signal) {
  attachChooser({ button, input }, onFiles, signal);

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
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    onFiles(filesOf(event.dataTransfer));
  }

  page.addEventListener('dragover', over, { signal });
  page.addEventListener('dragleave', leave, { signal });
  page.addEventListener('drop', drop, { signal });
}

/**
 * The browser's own way to choose files, behind a button.
 * @param {{button: HTMLButtonElement, input: HTMLInputElement}} elements
 * @param {(files: File[]) => void} onFiles
 * @param {AbortSignal} signal
 */
export function attachChooser({ button, input }, onFiles, signal) {
  button.addEventListener('click', () => input.click(), { signal });
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = ''; // so that the same file can be chosen again
    if (files.length > 0) onFiles(files);
  }, { signal });
}

/** Without the folders, which come as files that cannot be read. @param {DataTransfer} transfer */
function filesOf({ items }) {
  return [...items]
    .filter((item) => item.kind === 'file' && !item.webkitGetAsEntry?.()?.isDirectory)
    .map((item) => item.getAsFile())
    .filter((file) => file !== null);
}
