/** In a thread of its own: makes pictures smaller while the page goes on. */

import { fit } from './fit.js';

addEventListener('message', async ({ data: { turn, file } }) => {
  postMessage({ turn, file: await fit(file) });
});
