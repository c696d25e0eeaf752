import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openTcpLine } from '../../testing/tcp-line.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import { listen } from './listen.ts'
import { watchDatabase } from './watch-database.ts'

const channel = 'notes'

/** A database that is reached over a line, and what was heard from it. */
async function openLine() {
  const database = await createTestDatabase({ isEmpty: true })
  const line = await openTcpLine(database.url)
  const onNotice = vi.fn()
  const notify = async () => {
    const client = new pg.Client(database.url)
    await client.connect()
    await client.query(`NOTIFY ${channel}`)
    await client.end()
  }
  onTestFinished(async () => {
    line.close()
    await database.drop()
  })
  const hears = (times: number) =>
    vi.waitFor(() => expect(onNotice).toHaveBeenCalledTimes(times), {
      timeout: 60_000,
      interval: 50,
    })
  return { line, onNotice, notify, hears }
}

test('after a failover, notices are heard over a new connection', async () => {
  const { line, onNotice, notify, hears } = await openLine()
  const sockets = new Set<Socket>()
  const moves: string[] = []
  const watch = watchDatabase(line.url, sockets, (why) => moves.push(why))
  const listening = listen(line.url, channel, onNotice, sockets)
  onTestFinished(async () => {
    await Promise.all([listening.stop(), watch.stop()])
  })
  await hears(1)
  await notify()
  await hears(2)
  line.silence()
  // The first one is for what it may have missed.
  await hears(3)
  await notify()
  await hears(4)
  expect(moves).toEqual(['its connections stopped answering'])
}, 90_000)

test('it stops although the database has fallen silent', async () => {
  const { line, onNotice, hears } = await openLine()
  const listening = listen(line.url, channel, onNotice)
  await hears(1)
  line.silence()
  await listening.stop()
})

test('a server that never answers is asked again, and it stops meanwhile', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const onNotice = vi.fn()
  const listening = listen(`postgres://127.0.0.1:${port}/none`, channel, onNotice)
  await once(silent, 'connection')
  await once(silent, 'connection')
  await listening.stop()
  expect(onNotice).not.toHaveBeenCalled()
  silent.close()
})
