/**
 * What a file may be. The browser goes by its name and says nothing where it does not know it; the service looks inside.
 *
 * @param {File} file
 */
export function mayBeImage({ type, name }) {
  return type === '' ? !/\.(txt|csv|json|md|zip|docx?|xlsx?|pptx?)$/i.test(name) : type.startsWith('image/');
}
