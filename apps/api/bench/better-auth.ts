import { availableParallelism } from 'node:os'
import { createManyUsers } from '../testing/many-users.ts'
import { noJobIsLeft } from './backlog.ts'
import { openSides, type Sides } from './better-auth-sides.ts'
import type { BetterAuthSite } from './better-auth-site.ts'
import { whatTimesTell } from './better-auth-times.ts'
import { createTheirUsers, prepareTheirSaves, prepareTheirSignIns } from './better-auth-users.ts'
import { compared, type Figure, perSecond } from './figures.ts'
import { requireGood } from './load.ts'
import { prepareSaves, prepareSignIns } from './prepared-users.ts'
import { type Arm, inRounds, median, quantile } from './rounds.ts'

const asks = { count: 1_000, connections: 32, longestSeconds: 600 }
const hashing = { connections: 16, seconds: 4 }
const rounds = 5
/** More calls than two cores answer in a turn. */
const mostInATurn = 150 * availableParallelism() * hashing.seconds

/**
 * Rekey and better-auth side by side: the same calls, from the same clients, in turn. Rekey runs as
 * an operator runs it, with its worker. Nothing is promised here.
 */
export async function benchBetterAuth(): Promise<Figure[]> {
  await using sides = await openSides()
  return [
    await compareAsks(sides),
    ...(await compareHashing(sides, sides.scrypt, 'better-auth as it comes (scrypt)')),
    ...(await compareHashing(sides, sides.argon2id, 'better-auth with our argon2id')),
    ...(await whatTimesTell(sides)),
  ]
}

type Turn = () => Promise<{ readonly rate: number; readonly p95: number }>
type Turns = { readonly theirs: Turn; readonly ours: Turn }

async function compareAsks(sides: Sides): Promise<Figure> {
  const { ours, scrypt } = sides
  const turns = {
    async theirs() {
      const emails = await createTheirUsers(scrypt, asks.count)
      const bodies = emails.map((email) => ({ email, redirectTo: '/reset' }))
      return mailAll(sides, scrypt.url, '/api/auth/request-password-reset', bodies)
    },
    async ours() {
      const usernames = await createManyUsers(ours.databaseUrl, asks.count)
      const bodies = usernames.map((username) => ({ username }))
      return mailAll(sides, ours.url, '/api/v1/password-resets', bodies)
    },
  }
  // Once each before the rounds: the worker is then up, and connections are open.
  await turns.theirs()
  await turns.ours()
  return against('requests of known users, until their mails arrived, against better-auth', turns)
}

/** Mails a second, from the first request to the arrival of the last mail. */
async function mailAll(
  { ours, mailServer, load }: Sides,
  url: string,
  path: string,
  bodies: object[],
) {
  const { count, connections, longestSeconds: seconds } = asks
  const allArrived = mailServer.receive(count)
  const startedAt = performance.now()
  const { latencies } = requireGood(await load.run({ url, path, bodies, connections, seconds }))
  await allArrived
  const rate = count / ((performance.now() - startedAt) / 1_000)
  await noJobIsLeft(ours.databaseUrl)
  return { rate, p95: quantile(latencies, 0.95) }
}

async function compareHashing(
  sides: Sides,
  theirs: BetterAuthSite,
  name: string,
): Promise<Figure[]> {
  const { ours } = sides
  const count = mostInATurn * rounds
  const saving = async (hasCurrent: boolean): Promise<Turns> => ({
    theirs: turn(
      sides,
      theirs.url,
      '/api/auth/reset-password',
      await prepareTheirSaves(theirs, count),
    ),
    ours: turn(
      sides,
      ours.url,
      '/api/v1/password-resets/complete',
      await prepareSaves(ours, count, { hasCurrent }),
    ),
  })
  const signingIn = {
    theirs: turn(
      sides,
      theirs.url,
      '/api/auth/sign-in/email',
      await prepareTheirSignIns(theirs, count),
    ),
    ours: turn(sides, ours.url, '/api/v1/sessions', await prepareSignIns(ours, count)),
  }
  return [
    await against(`first passwords saved, against ${name}`, await saving(false)),
    await against(`passwords saved over a current one, against ${name}`, await saving(true)),
    await against(`sign-ins, against ${name}`, signingIn),
  ]
}

/** Calls for some seconds. Jobs that they left are done before the other side's turn. */
const turn =
  ({ ours, load }: Sides, url: string, path: string, bodies: object[]): Turn =>
  async () => {
    const batch = bodies.splice(0, mostInATurn)
    const result = requireGood(await load.run({ url, path, bodies: batch, ...hashing }))
    await noJobIsLeft(ours.databaseUrl)
    return { rate: result.rate, p95: quantile(result.latencies, 0.95) }
  }

/** How many times as many as better-auth does, with the counts and the answers' p95 of both. */
async function against(what: string, turns: Turns): Promise<Figure> {
  const p95s = { theirs: [] as number[], ours: [] as number[] }
  const arm =
    (side: keyof Turns): Arm =>
    async () => {
      const { rate, p95 } = await turns[side]()
      p95s[side].push(p95)
      return rate
    }
  const { rates, ratios } = await inRounds({ theirs: arm('theirs'), ours: arm('ours') }, rounds)
  const counts = `${perSecond(rates.ours)} against ${perSecond(rates.theirs)}`
  const answers = `${Math.round(median(p95s.ours))} ms against ${Math.round(median(p95s.theirs))} ms`
  return compared(what, ratios.ours, `${counts}; p95 of the answer ${answers}`)
}
