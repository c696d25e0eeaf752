import { setTimeout as delay } from 'node:timers/promises'
import { type Database, openDatabase } from '../src/lib/database.ts'
import { createManyUsers } from '../testing/many-users.ts'
import { startService } from '../testing/service-process.ts'
import { subscribeReceiver } from '../testing/subscribe-receiver.ts'
import { openReceiver, type Receiver } from '../testing/webhook-receiver.ts'
import { type BenchSite, openBenchSite } from './bench-site.ts'
import { atMost, type Figure } from './figures.ts'
import { quantile } from './rounds.ts'

const perSecond = 50

/** From the beginning of an act to the receiver: a worker as a process, and a real web server. */
export async function benchWebhooks(): Promise<Figure[]> {
  await using site = await openBenchSite()
  await using opened = new AsyncDisposableStack()
  const receiver = opened.adopt(await openReceiver(), ({ close }) => close())
  const { db, close } = openDatabase(site.databaseUrl, { connections: 5 })
  opened.defer(close)
  await subscribeReceiver({ db, keys: site.keys }, receiver, 'user.changed')
  await using _worker = await startService(
    { DATA_DIR: site.dataDir, LOG_LEVEL: 'info', WEBHOOK_NETWORKS: '127.0.0.0/8' },
    'worker',
  )
  await measure(site, db, receiver, 50)
  const waits = await measure(site, db, receiver, 1_000)
  const what = 'webhook, from the act to the receiver, p95, fifty events a second'
  const detail = `p50 ${quantile(waits, 0.5).toFixed(2)} s`
  return [atMost(what, quantile(waits, 0.95), 2, 's', detail)]
}

/**
 * @param count how many users are changed, at this rate whatever the worker does
 * @returns the seconds from each change to its event
 */
async function measure(
  { databaseUrl }: BenchSite,
  db: Database,
  { received, receives }: Receiver,
  count: number,
): Promise<number[]> {
  const usernames = await createManyUsers(databaseUrl, count)
  const where = { username: { in: usernames } }
  const users = await db.user.findMany({ where, select: { id: true } })
  const before = received.length
  const startedAt = performance.now()
  const change = async ({ id }: { id: string }, n: number): Promise<[string, number]> => {
    await delay(Math.max(0, startedAt + (n * 1_000) / perSecond - performance.now()))
    const actedAt = performance.now()
    await db.user.update({ where: { id }, data: { displayName: 'Ann Lee' }, select: { id: true } })
    return [id, actedAt]
  }
  const actedAt = new Map(await Promise.all(users.map(change)))
  await receives(before + count)
  return received.slice(before).map(({ at, body }) => {
    const { data } = JSON.parse(body) as { data: { userId: string } }
    return (at - (actedAt.get(data.userId) ?? Number.NaN)) / 1_000
  })
}
