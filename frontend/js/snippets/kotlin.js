import { headersOf } from './call.js';
import { quoteKotlin } from './quote.js';

/** For Kotlin on Java 8 and later, and on Android (off its main thread). @param {import('./call.js').Call} call */
export function kotlin(call) {
  const headers = headersOf(call).map(
    ([name, value]) => `    connection.setRequestProperty(${quoteKotlin(name)}, ${quoteKotlin(value)})`,
  );
  return `import java.net.HttpURLConnection
import java.net.URL

fun main() {
    val drawing = ${quoteKotlin(call.body)}
    val connection = URL(${quoteKotlin(call.url)}).openConnection() as HttpURLConnection
    connection.requestMethod = "POST"
    connection.doOutput = true
${headers.join('\n')}
    connection.outputStream.use { it.write(drawing.toByteArray()) }
    println(connection.inputStream.bufferedReader().use { it.readText() })
}
`;
}
