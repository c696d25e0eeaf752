import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import pg from 'pg'

const authenticated = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0])
const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])
const terminate = 0x58

/**
 * A pooler before a database, as far as single statements need one. It drops the settings with
 * which connections begin.
 * @param mode `transaction`: all connections share one session; `session`: each has its own
 */
export async function openPooler(databaseUrl: string, mode: 'session' | 'transaction') {
  const sessions: pg.Client[] = []
  let shared: ReturnType<typeof openSession> | null = null
  async function openSession() {
    const client = new pg.Client({ connectionString: databaseUrl })
    sessions.push(client)
    await client.connect()
    // From here on we speak for its clients.
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
    stream.removeAllListeners('data')
    return stream
  }
  const server = createServer(async (socket) => {
    socket.on('error', () => {})
    await once(socket, 'data')
    shared ??= openSession()
    const session = await (mode === 'session' ? openSession() : shared)
    socket.write(Buffer.concat([authenticated, readyForQuery]))
    socket.on('data', (bytes: Buffer) => {
      if (bytes[0] === terminate) return socket.end()
      session.removeAllListeners('data')
      session.on('data', (answer: Buffer) => socket.write(answer))
      return session.write(bytes)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(databaseUrl)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It has no port')
  url.host = `127.0.0.1:${address.port}`
  return {
    url: url.href,
    close() {
      server.close()
      for (const client of sessions) {
        client.on('error', () => {})
        ;(client as unknown as { connection: { stream: Socket } }).connection.stream.destroy()
      }
    },
  }
}
