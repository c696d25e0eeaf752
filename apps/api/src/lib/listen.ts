import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { second } from './clock.ts'
import { connectionTo } from './connection.ts'

const reconnectAfterMs = second
const answerWithinMs = 3 * second

/**
 * Calls `onNotice` for each NOTIFY on a channel, over a connection of its own. When the connection
 * is lost it connects again, and calls `onNotice` then too, since it may have missed something.
 *
 * @param sockets contains the connection's socket while it is open, so that `watchDatabase` can end
 * the connection when the database moves
 */
export function listen(
  url: string,
  channel: string,
  onNotice: () => void,
  sockets?: Set<Socket>,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const own = new Set<Socket>()
  // A silent server would hold up an orderly end for minutes.
  const hangUp = () => {
    for (const socket of own) socket.destroy()
  }
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const client = new pg.Client({
        ...connectionTo(url, own, sockets),
        connectionTimeoutMillis: answerWithinMs,
        query_timeout: answerWithinMs,
      })
      await listenOn(client, channel, onNotice).catch(() => {})
      hangUp()
      await delay(reconnectAfterMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const running = loop()
  return {
    async stop() {
      stopping.abort()
      hangUp()
      await running
    },
  }
}

/** Resolves when the connection ends. */
async function listenOn(client: pg.Client, channel: string, onNotice: () => void): Promise<void> {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  client.on('error', () => end())
  client.on('end', () => end())
  client.on('notification', () => onNotice())
  await client.connect()
  await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
  onNotice()
  await ended
}
