import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

type Handle = (request: Request, clientIp: string) => Promise<Response>

/** No form and no webhook comes near this. */
const longestBody = 100_000

/** Serves requests in the form of fetch, so that the shop's routes also fit other frameworks. */
export function serve(origin: string, handle: Handle): void {
  const { hostname, port } = new URL(origin)
  const server = createServer(async (incoming, outgoing) => {
    // Behind a proxy, take the address that your proxy passes on instead.
    const clientIp = incoming.socket.remoteAddress ?? ''
    const request = await readRequest(incoming, origin)
    const response = request ? await answer(request, clientIp, handle) : badRequest()
    await send(response, outgoing)
  })
  server.listen(Number(port), hostname, () => console.log(`The shop is running on ${origin}`))
}

async function answer(request: Request, clientIp: string, handle: Handle): Promise<Response> {
  try {
    return await handle(request, clientIp)
  } catch (error) {
    console.error(error)
    return new Response('Something went wrong. Please try again in a minute.', { status: 503 })
  }
}

const badRequest = () => new Response('This request can’t be read.', { status: 400 })

/** @returns null for a request that nobody could answer */
async function readRequest(incoming: IncomingMessage, origin: string): Promise<Request | null> {
  const { method = 'GET', url = '/', headers } = incoming
  try {
    const body = await readBody(incoming)
    return new Request(origin + url, {
      method,
      headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
      ...(body.length > 0 && { body }),
    })
  } catch {
    return null
  }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    length += chunk.length
    if (length > longestBody) throw new Error('The body is too long.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value)
  const body = response.body as ReadableStream | null
  // A visitor who closes the page ends the stream, which is no error.
  if (body) await pipeline(Readable.fromWeb(body), outgoing).catch(() => outgoing.destroy())
  else outgoing.end()
}
