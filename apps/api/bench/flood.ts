import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { type MailSink, openMailSink } from '../testing/mail-sink.ts'
import { createManyUsers, manyNames } from '../testing/many-users.ts'
import { backlog, countWaiting } from './backlog.ts'
import { benchBesideBacklog } from './beside-backlog.ts'
import { atMost, type Figure } from './figures.ts'
import { quantile } from './rounds.ts'
import { openWholeSite, type WholeSite } from './whole-site.ts'

const strangersNetworks = 50
const knownUsers = 40
/** A known user asks after each of these times. */
const everyMs = 100

/** What a flood of requests for unknown names does to people whom it doesn't concern. */
export async function benchFlood(): Promise<Figure[]> {
  await using opened = new AsyncDisposableStack()
  const sink = opened.adopt(await openMailSink(), ({ close }) => close())
  const site = opened.use(await openWholeSite(sink.url, { TRUST_PROXY: 'true' }))
  return [await benchMails(site, sink), ...(await benchBesideBacklog(site))]
}

/** All ask over HTTP, behind a proxy that names the network of each. */
async function benchMails({ url, databaseUrl }: WholeSite, sink: MailSink): Promise<Figure> {
  const known = await createManyUsers(databaseUrl, knownUsers)
  const pool = new Pool(url, { connections: 32 })
  const timeMail = async (username: string, n: number) => {
    await delay(n * everyMs)
    const askedAt = performance.now()
    await ask(pool, username, `198.18.${n}.7`)
    await sink.waitForMail(username)
    return (performance.now() - askedAt) / 1_000
  }
  const flood = manyNames(backlog).map((name, n) =>
    ask(pool, name, `100.64.${n % strangersNetworks}.7`),
  )
  await Promise.all(flood)
  const before = await countWaiting(databaseUrl)
  const seconds = await Promise.all(known.map(timeMail)).finally(() => pool.close())
  const after = await countWaiting(databaseUrl)
  const what = `a known user's mail while ${backlog} requests for unknown names from ${strangersNetworks} networks wait, p95 of ${knownUsers}`
  const detail = `${before} waited before, ${after} after`
  return atMost(what, quantile(seconds, 0.95), 2, 's', detail)
}

async function ask(pool: Pool, username: string, network: string): Promise<void> {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/api/v1/password-resets',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': network },
    body: JSON.stringify({ username }),
  })
  await body.dump()
  if (statusCode !== 202) throw new Error(`An ask was answered with ${statusCode}`)
}
