import { fitted } from './fitted.js';

/**
 * A reader that makes large pictures smaller before it sends them.
 *
 * @template Reply
 * @param {import('../api.js').Reader<Reply>} reader
 * @returns {import('../api.js').Reader<Reply>}
 */
export function fitting(reader) {
  return {
    readStrokes: reader.readStrokes,
    readImage: async (file, signal) => reader.readImage(await fitted(file), signal),
  };
}
