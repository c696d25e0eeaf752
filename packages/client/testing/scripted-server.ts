import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export type Seen = {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** In milliseconds, to measure waits. */
  readonly at: number
}

/** How the server answers a request: a whole answer, or a function that does it itself. */
export type Turn =
  | {
      readonly status: number
      readonly headers?: Record<string, string>
      readonly body?: string
    }
  | ((response: ServerResponse) => void)

export const json = (status: number, document: unknown, headers = {}): Turn => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(document),
})

export const problem = (status: number, code: string, headers = {}): Turn =>
  json(
    status,
    { type: 'about:blank', title: 'A title', status, code, requestId: 'r-1' },
    { 'content-type': 'application/problem+json', ...headers },
  )

/** Ends the connection without an answer, as a server that is killed does. */
export const hangUp: Turn = (response) => response.destroy()

export type ScriptedServer = Awaited<ReturnType<typeof openScriptedServer>>

/** A real HTTP server that answers the requests in turn, and the rest as the last one. */
export async function openScriptedServer() {
  let turns: Turn[] = []
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    const body = await text(request)
    seen.push({ method, url, headers, body, at: performance.now() })
    const turn = (turns.length > 1 ? turns.shift() : turns[0]) ?? json(200, {})
    if (typeof turn === 'function') turn(response)
    else response.writeHead(turn.status, turn.headers).end(turn.body)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    /** Forgets what was asked so far. */
    answer(...given: Turn[]) {
      turns = given
      seen.length = 0
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
