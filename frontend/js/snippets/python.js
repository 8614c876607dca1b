import { headersOf } from './call.js';
import { quotePython } from './quote.js';

/** For Python 3 and nothing beside it. @param {import('./call.js').Call} call */
export function python(call) {
  const headers = headersOf(call).map(([name, value]) => `${quotePython(name)}: ${quotePython(value)}`);
  return [ // a line each: what stands before a line of the page's sources does not travel
    'import json',
    'from urllib.request import Request, urlopen',
    '',
    `drawing = ${quotePython(call.body)}`,
    'request = Request(',
    `    ${quotePython(call.url)},`,
    '    data=drawing.encode(),',
    `    headers={${headers.join(', ')}},`,
    ')',
    'with urlopen(request, timeout=10) as response:',
    '    print(json.load(response))',
    '',
  ].join('\n');
}
