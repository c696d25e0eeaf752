import { setTimeout as delay } from 'node:timers/promises'
import { openHttpClient } from '../testing/http-client.ts'
import { createManyUsers } from '../testing/many-users.ts'
import { atMost, type Figure } from './figures.ts'
import { quantile } from './rounds.ts'
import { type WholeSite, withWholeSite } from './whole-site.ts'

/** From the ask to the relay's acceptance: server and worker as processes, a real SMTP server. */
export const benchRelay = (): Promise<Figure[]> =>
  withWholeSite({}, async (site) => {
    await measure(site, 10, 20)
    const quiet = await measure(site, 2, 60)
    const busy = await measure(site, 50, 1_000)
    return [
      atMost('ask to relay, p95, two asks a second', quiet, 2, 's'),
      atMost('ask to relay, p95, fifty asks a second', busy, 1, 's'),
    ]
  })

/** Seconds from ask to acceptance, of asks that come at this rate whatever the answers do. */
async function measure(
  { url, databaseUrl, sink }: WholeSite,
  perSecond: number,
  count: number,
): Promise<number> {
  const client = openHttpClient(url, { connections: 32 })
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
  const seconds = await Promise.all(usernames.map(ask)).finally(() => client.close())
  return quantile(seconds, 0.95)
}
