import { manyNames } from '../testing/many-users.ts'
import { backlog, countWaiting, noJobIsLeft, removeWaiting, storeAsks } from './backlog.ts'
import { atLeast, type Figure, perSecond } from './figures.ts'
import { mostInASecond } from './hashing.ts'
import { type LoadGenerator, openLoadGenerator, requireGood } from './load.ts'
import { prepareSaves, prepareSignIns } from './prepared-users.ts'
import { type Arm, inRounds } from './rounds.ts'
import type { WholeSite } from './whole-site.ts'

const connections = 16
const seconds = 4
const rounds = 3

/** Saves and sign-ins while the worker works through a flood, against the same without it. */
export async function benchBesideBacklog(site: WholeSite): Promise<Figure[]> {
  const count = 2 * mostInASecond * seconds * rounds
  using load = openLoadGenerator()
  const saves = await prepareSaves(site, count, { hasCurrent: false })
  const signIns = await prepareSignIns(site, count)
  return [
    await against('passwords saved', site, callsOf(site, load, '/password-resets/complete', saves)),
    await against('sign-ins', site, callsOf(site, load, '/sessions', signIns)),
  ]
}

/** Calls for some seconds. Each takes new bodies. */
function callsOf({ url }: WholeSite, load: LoadGenerator, path: string, bodies: object[]): Arm {
  return async () => {
    const batch = bodies.splice(0, mostInASecond * seconds)
    const work = { url, path: `/api/v1${path}`, bodies: batch, connections, seconds }
    return requireGood(await load.run(work)).rate
  }
}

async function against(what: string, { databaseUrl }: WholeSite, calls: Arm): Promise<Figure> {
  const arms = {
    without: () => calls().finally(() => noJobIsLeft(databaseUrl)),
    beside: async () => {
      await storeAsks(databaseUrl, manyNames(backlog))
      const rate = await calls()
      if ((await countWaiting(databaseUrl)) === 0) throw new Error('The backlog ended too early')
      await removeWaiting(databaseUrl)
      await noJobIsLeft(databaseUrl)
      return rate
    },
  }
  const { rates, ratios } = await inRounds(arms, rounds)
  const name = `${what} while the worker works through ${backlog} requests, against without them`
  const detail = `${perSecond(rates.beside)} against ${perSecond(rates.without)}`
  return atLeast(name, ratios.beside, 0.7, detail)
}
