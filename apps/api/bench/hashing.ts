import { availableParallelism } from 'node:os'
import { startService } from '../testing/service-process.ts'
import { rateOfBareHashes, rateOfBareSaves } from './bare-hashes.ts'
import { type BenchSite, openBenchSite } from './bench-site.ts'
import { atLeast, atMost, type Figure, perSecond } from './figures.ts'
import { type LoadGenerator, openLoadGenerator, requireGood } from './load.ts'
import { prepareSaves, prepareSignIns } from './prepared-users.ts'
import { type Arm, inRounds, quantile } from './rounds.ts'

const connections = 16
const seconds = 4
const rounds = 5
/** More than any machine of two cores saves. */
export const mostInASecond = 60 * availableParallelism()

type Bodies = readonly object[]

/**
 * What stands around a hash: saves and sign-ins a second against bare argon2id on the same cores,
 * with and without the worker, which sends a mail for each save. And whether others wait meanwhile.
 */
export async function benchHashing(): Promise<Figure[]> {
  await using site = await openBenchSite()
  const env = { DATA_DIR: site.dataDir, LOG_LEVEL: 'warn' }
  await using server = await startService(env, 'bench')
  using load = openLoadGenerator()
  const alone = await measure(site, server.url, load, 'worker off')
  await using _worker = await startService({ ...env, LOG_LEVEL: 'info' }, 'worker')
  const beside = await measure(site, server.url, load, 'worker on the same cores')
  const health = await benchHealth(site, server.url, load)
  return [...alone, ...beside, health]
}

async function measure(
  site: BenchSite,
  url: string,
  load: LoadGenerator,
  worker: string,
): Promise<Figure[]> {
  const count = mostInASecond * seconds * rounds
  const arm = (path: string, bodies: object[]) => async () => {
    const batch = bodies.splice(0, mostInASecond * seconds)
    const work = { url, path: `/api/v1${path}`, bodies: batch, connections, seconds }
    return requireGood(await load.run(work)).rate
  }
  const complete = '/password-resets/complete'
  const first = arm(complete, await prepareSaves(site, count, { hasCurrent: false }))
  const again = arm(complete, await prepareSaves(site, count, { hasCurrent: true }))
  const signIn = arm('/sessions', await prepareSignIns(site, count))
  return [
    await against(`first passwords saved against bare argon2id and a judgement, ${worker}`, {
      bare: () => rateOfBareSaves(seconds, 1),
      ours: first,
    }),
    await against(
      `passwords saved over a current one against two hashes and a judgement, ${worker}`,
      {
        bare: () => rateOfBareSaves(seconds, 2),
        ours: again,
      },
    ),
    await against(`sign-ins against bare argon2id, ${worker}`, {
      bare: () => rateOfBareHashes(seconds),
      ours: signIn,
    }),
  ]
}

async function against(what: string, arms: { bare: Arm; ours: Arm }): Promise<Figure> {
  const { rates, ratios } = await inRounds(arms, rounds)
  const detail = `${perSecond(rates.ours)} against ${perSecond(rates.bare)}`
  return atLeast(what, ratios.ours, 0.85, detail)
}

/** `GET /healthz`, one after the other, while sign-ins keep the cores hashing. */
async function benchHealth(site: BenchSite, url: string, load: LoadGenerator): Promise<Figure> {
  const hashing = 10
  const bodies: Bodies = await prepareSignIns(site, mostInASecond * hashing)
  using visitor = openLoadGenerator()
  const signIns = load.run({ url, path: '/api/v1/sessions', bodies, connections, seconds: hashing })
  const visits = await visitor.run({
    url,
    path: '/healthz',
    bodies: null,
    connections: 1,
    seconds: hashing - 1,
  })
  requireGood(await signIns)
  return atMost(
    'p99 of GET /healthz while both cores hash',
    quantile(visits.latencies, 0.99),
    100,
    'ms',
  )
}
