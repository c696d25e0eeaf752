import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { type ReceivedSpan, readSpans } from './otlp-message.ts'

/** A collector that takes traces by OTLP over HTTP, on a port of its own. */
export async function openTraceCollector() {
  const spans: ReceivedSpan[] = []
  const calls: { path: string; headers: IncomingHttpHeaders; body: Buffer }[] = []
  const collector = { status: 200, hangs: false }
  const server = createServer(async (request, response) => {
    const sent = await buffer(request).catch(() => null)
    if (sent === null) return
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent
    calls.push({ path: request.url ?? '', headers: request.headers, body })
    if (collector.hangs) return
    if (collector.status === 200) spans.push(...readSpans(body))
    response.writeHead(collector.status, { 'content-type': 'application/x-protobuf' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    calls,
    /** From now on it answers this. */
    answer: (status: number) => Object.assign(collector, { status, hangs: false }),
    /** From now on it takes calls and never answers. */
    hang: () => Object.assign(collector, { hangs: true }),
    /** Resolves with the first span that fits, as soon as it has come. */
    async finds(fits: (span: ReceivedSpan) => boolean): Promise<ReceivedSpan> {
      await expect.poll(() => spans.some(fits)).toBe(true)
      return spans.find(fits) as ReceivedSpan
    },
    close(): Promise<void> {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
