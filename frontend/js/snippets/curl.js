import { headersOf } from './call.js';
import { quoteShell } from './quote.js';

/** For a shell. @param {import('./call.js').Call} call */
export function curl(call) {
  const headers = headersOf(call).map(([name, value]) => `-H ${quoteShell(`${name}: ${value}`)}`);
  const parts = [`curl -sS ${quoteShell(call.url)}`, ...headers, `--data-raw ${quoteShell(call.body)}`];
  return `${parts.join(' \\\n  ')}\n`;
}
