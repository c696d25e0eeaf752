import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/**
 * What the receiver does with the next call. Scripted steps are used once; after them it says 204.
 */
type ReceiverStep =
  | {
      readonly do: 'answer'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string | Buffer
    }
  /** Takes the call and never answers. */
  | { readonly do: 'hang' }
  /** Answers 200, and sends a byte at a time without an end. */
  | { readonly do: 'trickle' }
  /** Answers 200 and text without an end, as fast as it is read. */
  | { readonly do: 'flood' }
  /** Writes these bytes, whatever they are, and leaves the connection open. */
  | { readonly do: 'write'; readonly bytes: string }
  /** Cuts the connection. */
  | { readonly do: 'drop' }
  /** Cuts the connection within the answer's body. */
  | { readonly do: 'drop-body' }
  /** Waits until the test says so, and answers: 204 if no status is given. */
  | { readonly do: 'wait'; readonly until: Promise<unknown>; readonly status?: number }

export type Received = {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** By `performance.now()`. */
  readonly at: number
}

/** A web server on this machine that receives webhooks. */
export async function openReceiver(host = '127.0.0.1') {
  const received: Received[] = []
  const steps: ReceiverStep[] = []
  const watchers = new Set<() => void>()
  let written = 0
  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => '')
    const at = performance.now()
    received.push({ path: request.url ?? '', headers: request.headers, body, at })
    for (const look of watchers) look()
    await follow(steps.shift() ?? { do: 'answer', status: 204 }, response, (bytes) => {
      written += bytes
    })
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://${host}:${port}/hooks`,
    received,
    /** Bytes of endless answers so far. */
    written: () => written,
    script: (...given: ReceiverStep[]) => void steps.push(...given),
    /** Resolves when so many calls have come. */
    receives(count: number): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>()
      const look = () => {
        if (received.length >= count) resolve()
      }
      watchers.add(look)
      look()
      return promise.finally(() => watchers.delete(look))
    },
    close(): Promise<void> {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>

async function follow(
  step: ReceiverStep,
  response: ServerResponse,
  onWritten: (bytes: number) => void,
) {
  if (step.do === 'hang') return
  if (step.do === 'write') return void response.socket?.write(step.bytes)
  if (step.do === 'drop') return void response.socket?.destroy()
  if (step.do === 'wait') {
    await step.until
    return void response.writeHead(step.status ?? 204).end()
  }
  if (step.do === 'answer') {
    return void response.writeHead(step.status, step.headers).end(step.body ?? '')
  }
  if (step.do === 'drop-body') {
    response.writeHead(200, { 'content-length': '500' })
    return void response.write('half', () => response.socket?.destroy())
  }
  response.writeHead(200)
  if (step.do === 'trickle') {
    const timer = setInterval(() => response.write('.'), 20)
    return void response.on('close', () => clearInterval(timer))
  }
  const chunk = Buffer.alloc(65_536, 'x')
  const more = () => {
    onWritten(chunk.length)
    if (!response.destroyed && response.write(chunk)) setImmediate(more)
  }
  response.on('drain', more)
  more()
}
