import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { buffer } from 'node:stream/consumers'
import { hostName, type RunningProxy } from './proxy.ts'

type Call = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** From which of this machine's addresses, 127.0.0.1 by default. */
  readonly from?: string
  /** The name that TLS asks for. */
  readonly serverName?: string
}

export type Answer = {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  /** How often a header stands in the answer. */
  count(name: string): number
}

/** Calls a proxy over TLS, and believes in its certificate only. */
export const call = (proxy: RunningProxy, path: string, options: Call = {}): Promise<Answer> =>
  send(
    {
      ...optionsOf(path, options),
      port: proxy.httpsPort,
      ca: proxy.certificate,
      servername: options.serverName ?? hostName,
    },
    options.body,
    httpsRequest,
  )

export const callUnencrypted = (
  proxy: RunningProxy,
  path: string,
  options: Call = {},
): Promise<Answer> =>
  send({ ...optionsOf(path, options), port: proxy.httpPort }, options.body, httpRequest)

/** Each call has a connection of its own. */
const optionsOf = (path: string, { method = 'GET', headers, from = '127.0.0.1' }: Call) => ({
  host: '127.0.0.1',
  path,
  method,
  localAddress: from,
  agent: false,
  headers: { host: hostName, ...headers },
})

async function send(
  options: RequestOptions,
  body: Call['body'],
  request: typeof httpRequest,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const sending = request(options, resolve).once('error', reject)
  sending.end(body)
  const response = await promise
  const names = response.rawHeaders.filter((_, n) => n % 2 === 0).map((name) => name.toLowerCase())
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: await buffer(response),
    count: (name) => names.filter((each) => each === name).length,
  }
}
