/**
 * A reader that makes large pictures smaller before it sends them. What that takes is loaded with the first picture.
 *
 * @template Reply
 * @param {import('../api.js').Reader<Reply>} reader
 * @returns {import('../api.js').Reader<Reply>}
 */
export function fitting(reader) {
  return {
    readStrokes: reader.readStrokes,
    readImage: async (file, signal) => reader.readImage(await asSent(file), signal),
  };
}

/** A picture as it is sent; as it is, where the service is away. @param {File} file @returns {Promise<File>} */
export function asSent(file) {
  return import('./fitted.js').then(({ fitted }) => fitted(file), () => file);
}
