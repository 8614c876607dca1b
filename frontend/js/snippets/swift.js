import { headersOf } from './call.js';
import { quoteSwift } from './quote.js';

/** For Swift 5.7 and later, as a script or in a playground. @param {import('./call.js').Call} call */
export function swift(call) {
  const headers = headersOf(call).map(
    ([name, value]) => `request.setValue(${quoteSwift(value)}, forHTTPHeaderField: ${quoteSwift(name)})`,
  );
  return `import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

let drawing = ${quoteSwift(call.body)}
var request = URLRequest(url: URL(string: ${quoteSwift(call.url)})!)
request.httpMethod = "POST"
request.httpBody = Data(drawing.utf8)
${headers.join('\n')}

let (answer, _) = try await URLSession.shared.data(for: request)
print(String(decoding: answer, as: UTF8.self))
`;
}
