/**
 * Pictures from the clipboard: a copied file or a screenshot.
 *
 * @param {Document} page
 * @param {(files: File[]) => void} onFiles  none where the clipboard holds something else
 * @param {AbortSignal} signal
 */
export function attachPaste(page, onFiles, signal) {
  page.addEventListener('paste', (event) => {
    if (isField(event.target)) return;
    event.preventDefault();
    onFiles([...(event.clipboardData?.files ?? [])]);
  }, { signal });
}

/** Where pasted text belongs. @param {EventTarget | null} target */
function isField(target) {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}
