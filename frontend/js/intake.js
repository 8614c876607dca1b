/**
 * What becomes of files that a person hands in: one picture goes on the sheet, several become a list, and what is none is
 * told so and changes nothing.
 *
 * @param {object} ways
 * @param {(file: File) => void} ways.open
 * @param {(files: File[]) => void} ways.list
 * @param {(file: File | undefined) => void} ways.refuse  the file that is no picture; undefined where there is none
 * @returns {(files: File[]) => void}
 */
export function createIntake({ open, list, refuse }) {
  return (files) => {
    if (files.length > 1) return list(files);
    const [file] = files;
    if (file && mayBeImage(file)) open(file);
    else refuse(file);
  };
}

/**
 * The browser goes by a file's name and says nothing where it does not know it; the service looks inside.
 * @param {File} file
 */
export function mayBeImage({ type, name }) {
  return type === '' ? !/\.(txt|csv|json|md|zip|docx?|xlsx?|pptx?)$/i.test(name) : type.startsWith('image/');
}
