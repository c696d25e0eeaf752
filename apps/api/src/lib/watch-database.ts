import type { Socket } from 'node:net'
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'
import pg from 'pg'
import { second } from './clock.ts'
import { connectionTo } from './connection.ts'
import { markRunning } from './instance-lock.ts'
import { repeat } from './repeat.ts'

const lookEveryMs = 2 * second
const answerWithinMs = 3 * second

/** The answer of a connection to the question whether its server accepts writes. */
type Answer = 'writes' | 'only-reads' | 'gone' | 'silent'

/**
 * Notices within ten seconds that the database has moved to another server (a failover). It then
 * ends the connections to the old server, so that the next use opens new ones. Connections don't
 * show a failover by themselves: the old server may be silent, or continue as a read-only standby.
 *
 * It keeps one connection of its own. When that connection is silent, it asks over a new one too. A
 * server that is merely slow answers both, and keeps its connections; if the old connection stays
 * silent, all old ones are dead.
 *
 * @param sockets the sockets of the connections in use; dead ones are destroyed
 * @param onMoved called with the reason each time connections had to be ended
 */
export function watchDatabase(
  url: string,
  sockets: ReadonlySet<Socket>,
  onMoved: (why: string) => void,
): { stop(): Promise<void> } {
  const own = new Set<Socket>()
  let kept: pg.Client | null = null
  let lastReason: string | null = null

  const endAll = (why: string) => {
    for (const socket of sockets) socket.destroy()
    if (why !== lastReason) onMoved(why)
    lastReason = why
  }
  const look = async () => {
    const asked = kept && ask(kept)
    const answer = asked ? await orSilent(asked, answerWithinMs) : 'gone'
    if (answer === 'writes') {
      lastReason = null
      return
    }
    const before = [...own]
    const next = await connect(url, own)
    const newAnswer = next ? await orSilent(ask(next), answerWithinMs) : 'gone'
    if (asked && answer === 'silent' && (await orSilent(asked, 0)) === 'silent') {
      endAll('its connections stopped answering')
    } else if (answer === 'only-reads' || newAnswer === 'only-reads') {
      endAll('it is read-only')
    }
    for (const socket of before) socket.destroy()
    kept = next
  }
  const looking = repeat(look, lookEveryMs, () => {})
  return {
    async stop() {
      for (const socket of own) socket.destroy()
      await looking.stop()
      for (const socket of own) socket.destroy()
    },
  }
}

/**
 * The watch's own connection; null if none could be opened in time, or a restore is running. While
 * this process has it, the database knows that an instance is running.
 */
async function connect(url: string, own: Set<Socket>): Promise<pg.Client | null> {
  const client = new pg.Client({
    ...connectionTo(url, own),
    connectionTimeoutMillis: answerWithinMs,
  })
  // A lost connection shows when the next question isn't answered.
  client.on('error', () => {})
  return client
    .connect()
    .then(() => orSilent(markRunning(client), answerWithinMs))
    .then(
      (isMarked) => (isMarked === true ? client : null),
      () => null,
    )
}

/** A standby refuses writes, whatever its session's settings are (PostgreSQL manual, 26.4). */
const ask = (client: pg.Client): Promise<Answer> =>
  client.query<{ reads: boolean }>('SELECT pg_is_in_recovery() AS reads').then(
    ({ rows }) => (rows[0]?.reads ? 'only-reads' : 'writes'),
    () => 'gone',
  )

/**
 * An answer that arrived while this process was blocked still counts, because it waits in the
 * socket.
 */
async function orSilent<Told>(
  asked: Promise<Told>,
  milliseconds: number,
): Promise<Told | 'silent'> {
  const waiting = new AbortController()
  const silence = delay(milliseconds, undefined, { signal: waiting.signal })
    .then(() => nextTurn())
    .then(
      () => 'silent' as const,
      () => 'silent' as const,
    )
  return Promise.race([asked, silence]).finally(() => waiting.abort())
}
