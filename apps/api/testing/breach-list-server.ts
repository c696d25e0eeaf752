import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type BreachListAsk = Pick<IncomingMessage, 'url' | 'headers'>

/** A server for the range protocol; each test decides its answers. */
export async function startBreachListServer(
  answer: (ask: BreachListAsk, response: ServerResponse) => void,
) {
  const asks: BreachListAsk[] = []
  const server = createServer((request, response) => {
    asks.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/range/`,
    asks,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const sha1 = (password: string) =>
  createHash('sha1').update(password).digest('hex').toUpperCase()

/** The line that the list has for a password. */
export const lineOf = (password: string, count: number) => `${sha1(password).slice(5)}:${count}`
