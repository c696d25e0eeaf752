import { manyNames, queryDatabase } from '../testing/many-users.ts'
import { startService } from '../testing/service-process.ts'
import { openBenchSite } from './bench-site.ts'
import { atLeast, type Figure, perSecond } from './figures.ts'
import { openLoadGenerator, requireGood } from './load.ts'
import { inRounds } from './rounds.ts'

const connections = 32
const seconds = 4
const rounds = 7

/**
 * Accepted reset requests a second, against the same server doing one bare INSERT for each. Both
 * tables are emptied before each turn, so that neither pays for what went before.
 */
export async function benchAsks(): Promise<Figure[]> {
  await using site = await openBenchSite()
  await using server = await startService({ DATA_DIR: site.dataDir, LOG_LEVEL: 'warn' }, 'bench')
  using load = openLoadGenerator()
  const bodies = manyNames(10_000).map((username) => ({ username }))
  const arm =
    (path: string, time = seconds) =>
    async () => {
      await queryDatabase(site.databaseUrl, 'TRUNCATE pgboss.job, bare_inserts')
      const asked = { url: server.url, path: `/api/v1${path}`, bodies, isRepeating: true }
      return requireGood(await load.run({ ...asked, connections, seconds: time })).rate
    }
  const arms = { bare: arm('/bare-inserts'), asks: arm('/password-resets') }
  await arm('/bare-inserts', 2)()
  await arm('/password-resets', 2)()
  const { rates, ratios } = await inRounds(arms, rounds)
  const detail = `${perSecond(rates.asks)} against ${perSecond(rates.bare)}`
  const what = 'accepted reset requests, 32 connections, against a bare INSERT each'
  return [atLeast(what, ratios.asks, 1.2, detail)]
}
