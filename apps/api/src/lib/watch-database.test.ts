import type { Socket } from 'node:net'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { openPrimaryAndStandby } from '../../testing/standby.ts'
import { openTcpLine } from '../../testing/tcp-line.ts'
import { openDatabase } from './database.ts'
import { isDatabaseAway } from './is-database-away.ts'
import { watchDatabase } from './watch-database.ts'

let pair: Awaited<ReturnType<typeof openPrimaryAndStandby>>

beforeAll(async () => {
  pair = await openPrimaryAndStandby()
  return () => pair.close()
}, 120_000)

/** A watched pool that reaches a server over a line. */
async function openWatched(target = pair.primaryUrl) {
  const line = await openTcpLine(target)
  const sockets = new Set<Socket>()
  const database = openDatabase(line.url, { connections: 3, sockets })
  const moves: string[] = []
  const watch = watchDatabase(line.url, sockets, (why) => moves.push(why))
  onTestFinished(async () => {
    await watch.stop()
    line.close()
    await database.close()
  })
  const write = (text: string) =>
    database.pool.query('CREATE TABLE IF NOT EXISTS notes (text text)').then(
      () => `${text} written`,
      (error: unknown) => (isDatabaseAway(error) ? 'away' : String(error)),
    )
  /** How many connections have asked whether the server writes. */
  const countAsking = async () => {
    const { rowCount } = await database.pool.query(
      "SELECT FROM pg_stat_activity WHERE query = 'SELECT pg_is_in_recovery() AS reads'",
    )
    return rowCount
  }
  return { line, write, moves, countAsking }
}

const patience = { timeout: 60_000, interval: 100 }

test('connections to a server that has become read-only are replaced', async () => {
  const { line, write, moves } = await openWatched(pair.standbyUrl)
  expect(await write('too early')).toBe('away')
  await expect.poll(() => moves, patience).toEqual(['it is read-only'])
  line.leadTo(pair.primaryUrl)
  await expect.poll(() => write('later'), patience).toBe('later written')
}, 90_000)

test('after a failover, silent connections are replaced; a standby gets no write until it is promoted', async () => {
  const { line, write, moves, countAsking } = await openWatched()
  expect(await write('before')).toBe('before written')
  // Without a connection of its own to the old server, the watch would only meet the standby.
  await expect.poll(countAsking, patience).toBe(1)
  line.leadTo(pair.standbyUrl)
  line.silence()
  expect(await write('into the silence')).toBe('away')
  expect(moves).toContain('its connections stopped answering')
  expect(await write('meanwhile')).toBe('away')
  const standby = openDatabase(pair.standbyUrl, { connections: 1 })
  await standby.pool.query('SELECT pg_promote()')
  await standby.close()
  await expect.poll(() => write('after'), patience).toBe('after written')
}, 90_000)
