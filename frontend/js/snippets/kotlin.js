import { headersOf } from './call.js';
import { quoteKotlin } from './quote.js';

/** For Kotlin on Java 8 and later, and on Android (off its main thread). @param {import('./call.js').Call} call */
export function kotlin(call) {
  return [ // a line each: what stands before a line of the page's sources does not travel
    'import java.net.HttpURLConnection',
    'import java.net.URL',
    '',
    'fun main() {',
    `    val drawing = ${quoteKotlin(call.body)}`,
    `    val connection = URL(${quoteKotlin(call.url)}).openConnection() as HttpURLConnection`,
    '    connection.requestMethod = "POST"',
    '    connection.doOutput = true',
    ...headersOf(call).map(
      ([name, value]) => `    connection.setRequestProperty(${quoteKotlin(name)}, ${quoteKotlin(value)})`,
    ),
    '    connection.outputStream.use { it.write(drawing.toByteArray()) }',
    '    println(connection.inputStream.bufferedReader().use { it.readText() })',
    '}',
    '',
  ].join('\n');
}
