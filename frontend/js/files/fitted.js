/** Pictures as they are sent, made beside the page: none waits for a photo, neither the pen nor the list. */

/** @typedef {{file: File, done: (fitted: File) => void}} Task */

/** @type {WeakMap<File, Promise<File>>} each is made once, for what shows it and for what sends it */
const made = new WeakMap();

/** @type {Map<number, Task>} by their turns */
const tasks = new Map();

/** @type {Worker | null} */
let worker = null;
let turn = 0;

/** As `fit`, and remembered as long as the file. @param {File} file @returns {Promise<File>} */
export function fitted(file) {
  const known = made.get(file) ?? fit(file);
  made.set(file, known);
  return known;
}

/** @param {File} file @returns {Promise<File>} the file itself where it is small, or where it cannot be made smaller here */
export function fit(file) {
  worker ??= begin();
  turn += 1;
  worker.postMessage({ turn, file });
  return new Promise((done) => tasks.set(turn, { file, done }));
}

function begin() {
  const begun = new Worker(new URL('fitworker.js', import.meta.url), { type: 'module' });
  begun.addEventListener('message', ({ data }) => {
    tasks.get(data.turn)?.done(data.file);
    tasks.delete(data.turn);
  });
  begun.addEventListener('error', giveUp); // it did not come, the service being away
  return begun;
}

/** All are sent as they are, and the next one gets a worker of its own. */
function giveUp() {
  worker = null;
  for (const { file, done } of tasks.values()) done(file);
  tasks.clear();
}
