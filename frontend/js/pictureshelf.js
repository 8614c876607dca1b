/**
 * Keeps the picture on the sheet in this browser's database, for the next time the page is opened: a text store is too
 * small for photos. Where that is not possible (a private window, no room, too large a file) nothing is kept, and the
 * file is still where it came from.
 */

const DATABASE = 'inkdigit';
const STORE = 'pictures';
const PLACE = 'sheet';

/** The largest file that the service reads as it comes. */
const MOST_BYTES = 10 * 1024 * 1024;

/** @param {IDBFactory} databases */
export function createPictureShelf(databases) {
  /** @template Result @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<Result>} act */
  async function reach(mode, act) {
    try {
      const opening = databases.open(DATABASE, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
      const database = await answerOf(opening);
      return await answerOf(act(database.transaction(STORE, mode).objectStore(STORE))).finally(() => database.close());
    } catch {
      return null;
    }
  }

  return {
    /** @param {File | null} picture  null to keep none */
    async keep(picture) {
      const fits = picture !== null && picture.size <= MOST_BYTES;
      await reach('readwrite', (store) => /** @type {IDBRequest} */ (fits ? store.put(picture, PLACE) : store.delete(PLACE)));
    },
    /** @returns {Promise<File | null>} */
    async kept() {
      const found = await reach('readonly', (store) => store.get(PLACE));
      return found instanceof File ? found : null;
    },
  };
}

/** @template Result @param {IDBRequest<Result>} request @returns {Promise<Result>} */
function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
