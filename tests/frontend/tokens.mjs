/** Which of the sources on standard input, as JSON by name, mean something else than those beside them. */

import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const acorn = createRequire(import.meta.url)('acorn'); // eslint's own parser

const options = { ecmaVersion: 'latest', sourceType: 'module', allowAwaitOutsideFunction: true };

/** @param {string} source */
function meaning(source) {
  const bare = (key, value) => (key === 'start' || key === 'end' ? undefined : value);
  return JSON.stringify(acorn.parse(source, options), bare);
}

const sources = JSON.parse(await text(process.stdin));
const changed = Object.entries(sources).filter(([, [whole, short]]) => meaning(whole) !== meaning(short));
process.stdout.write(JSON.stringify(changed.map(([name]) => name)));
