import { setTimeout as delay } from 'node:timers/promises'
import { openHttpClient } from '../testing/http-client.ts'
import { type MailSink, openMailSink } from '../testing/mail-sink.ts'
import { createManyUsers } from '../testing/many-users.ts'
import { atMost, type Figure } from './figures.ts'
import { quantile } from './rounds.ts'
import { openWholeSite, type WholeSite } from './whole-site.ts'

/** From the ask to the relay's acceptance: server and worker as processes, a real SMTP server. */
export async function benchRelay(): Promise<Figure[]> {
  await using opened = new AsyncDisposableStack()
  const sink = opened.adopt(await openMailSink(), ({ close }) => close())
  const site = opened.use(await openWholeSite(sink.url))
  await measure(site, sink, 10, 20)
  const quiet = await measure(site, sink, 2, 60)
  const busy = await measure(site, sink, 50, 1_000)
  return [
    atMost('ask to relay, p95, two asks a second', quiet, 2, 's'),
    atMost('ask to relay, p95, fifty asks a second', busy, 1, 's'),
  ]
}

/** Seconds from ask to acceptance, of asks that come at this rate whatever the answers do. */
async function measure(
  { url, databaseUrl }: WholeSite,
  sink: MailSink,
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
