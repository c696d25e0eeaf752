import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { second } from './clock.ts'
import { connectionTo } from './connection.ts'

const reconnectAfterMs = second

/**
 * Calls `onNotice` for each NOTIFY on a channel, over a connection of its own. When the connection
 * is lost it connects again, and calls `onNotice` then too, since it may have missed something.
 */
export function listen(
  url: string,
  channel: string,
  onNotice: () => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await listenOnce(url, channel, onNotice, stopping.signal).catch(() => {})
      await delay(reconnectAfterMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const running = loop()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** Resolves when the connection ends, or when it is told to stop. */
async function listenOnce(
  url: string,
  channel: string,
  onNotice: () => void,
  stopping: AbortSignal,
): Promise<void> {
  const client = new pg.Client(connectionTo(url))
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  stopping.addEventListener('abort', () => end(), { once: true })
  client.on('error', () => end())
  client.on('end', () => end())
  client.on('notification', () => onNotice())
  try {
    await client.connect()
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
    onNotice()
    await ended
  } finally {
    await client.end().catch(() => {})
  }
}
