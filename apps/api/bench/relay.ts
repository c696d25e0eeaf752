import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findEmbeddedDatabase } from '@rekey/embedded-database/open-embedded-database'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { openHttpClient } from '../testing/http-client.ts'
import { openMailSink } from '../testing/mail-sink.ts'
import { createManyUsers } from '../testing/many-users.ts'
import { startService, workerPidOf } from '../testing/service-process.ts'
import { atMost, type Figure } from './figures.ts'
import { quantile } from './rounds.ts'

/** From the ask to the relay's acceptance: server and worker as processes, a real SMTP server. */
export async function benchRelay(): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-bench-'))
  const sink = await openMailSink()
  const mail = { MAIL_TRANSPORT: 'smtp', SMTP_URL: sink.url }
  const server = await startService({ DATA_DIR: dataDir, LOG_LEVEL: 'info', ...mail })
  await workerPidOf(server)
  const databaseUrl = (await findEmbeddedDatabase(dataDir)) ?? ''
  const client = openHttpClient(server.url, { connections: 32 })

  /** Seconds from ask to acceptance, of asks that come at this rate whatever the answers do. */
  const measure = async (perSecond: number, count: number) => {
    const usernames = await createManyUsers(databaseUrl, count)
    const startedAt = performance.now()
    const ask = async (username: string, n: number) => {
      await delay(Math.max(0, startedAt + (n * 1_000) / perSecond - performance.now()))
      const askedAt = performance.now()
      const { status } = await client.post('/password-resets', { username })
      if (status !== 202) throw new Error(`An ask was answered with ${status}`)
      await sink.waitForMail(username)
      return (performance.now() - askedAt) / 1_000
    }
    return quantile(await Promise.all(usernames.map(ask)), 0.95)
  }
  await measure(10, 20)
  const quiet = await measure(2, 60)
  const busy = await measure(50, 1_000)
  await client.close()
  await server.stop()
  await sink.close()
  await removeEmbeddedDatabase(dataDir)
  return [
    atMost('ask to relay, p95, two asks a second', quiet, 2, 's'),
    atMost('ask to relay, p95, fifty asks a second', busy, 1, 's'),
  ]
}
