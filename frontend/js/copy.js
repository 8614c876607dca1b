/**
 * Puts a text into the clipboard. Where the browser refuses (no permission, no HTTPS), the text is shown and selected in a
 * field, for the person to copy.
 *
 * @param {string} text
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @returns {Promise<boolean>} whether it is in the clipboard
 */
export async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    Object.assign(field, { value: text, hidden: false });
    field.focus();
    field.select();
    return false;
  }
}
