import { setTimeout as delay } from 'node:timers/promises'
import { openJobs } from '../src/jobs/jobs.ts'
import { systemClock } from '../src/lib/clock.ts'
import { askOf } from '../testing/ask-of.ts'
import { queryDatabase } from '../testing/many-users.ts'

/** As many requests wait in a flood. */
export const backlog = 20_000

/** A server refuses more at once. */
const mostAtOnce = 5_000

/** Stores a request for each name, without HTTP. */
export async function storeAsks(databaseUrl: string, usernames: readonly string[]): Promise<void> {
  const jobs = await openJobs(databaseUrl, { isWorker: false, onError: console.error })
  const ask = (username: string) => jobs.ask(askOf({ clock: systemClock }, username), username)
  try {
    for (let from = 0; from < usernames.length; from += mostAtOnce) {
      await Promise.all(usernames.slice(from, from + mostAtOnce).map(ask))
    }
  } finally {
    await jobs.stop()
  }
}

/** How many requests no worker has taken yet. */
export async function countWaiting(databaseUrl: string): Promise<number> {
  const [row] = await queryDatabase<{ count: string }>(
    databaseUrl,
    `SELECT count(*) FROM pgboss.job WHERE name = 'open-reset' AND state < 'active'`,
  )
  return Number(row?.count)
}

export async function removeWaiting(databaseUrl: string): Promise<void> {
  await queryDatabase(
    databaseUrl,
    `DELETE FROM pgboss.job WHERE name = 'open-reset' AND state < 'active'`,
  )
}

/** Resolves when all requests are worked on and all mails are sent. */
export async function noJobIsLeft(databaseUrl: string): Promise<void> {
  const open = `SELECT 1 FROM pgboss.job WHERE name IN ('open-reset', 'send-message') LIMIT 1`
  while ((await queryDatabase(databaseUrl, open)).length > 0) await delay(100)
}
