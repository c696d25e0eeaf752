import type { LookupAddress } from 'node:dns'
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'

type PinnedRequest = {
  readonly method?: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
}

/**
 * Sends one request, and connects only to these addresses. They were checked before, so a second
 * DNS answer can't lead elsewhere. Redirects aren't followed. Connections aren't kept, and the
 * proxies of the environment aren't used: a proxy would resolve the name again.
 */
export function requestPinned(
  url: URL,
  addresses: readonly LookupAddress[],
  { method = 'GET', headers, body, signal }: PinnedRequest,
): Promise<IncomingMessage> {
  const isHttps = url.protocol === 'https:'
  const request = isHttps ? requestHttps : requestHttp
  const agent = isHttps ? new HttpsAgent() : new HttpAgent()
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  return new Promise((resolve, reject) => {
    request(url, {
      agent,
      method,
      signal,
      headers: { ...headers, ...length, 'accept-encoding': 'identity' },
      lookup: (_host, { all }, done) => {
        const [first] = addresses
        if (all) done(null, [...addresses])
        else done(null, first?.address ?? '', first?.family)
      },
    })
      .on('response', resolve)
      .on('error', reject)
      // After an answer that switches to another protocol (101), Node emits nothing else.
      .on('close', () => reject(closed()))
      .end(body)
  })
}

const closed = () =>
  Object.assign(new Error('The connection was closed without an answer.'), { code: 'ECONNRESET' })
