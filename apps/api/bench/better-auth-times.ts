import { Pool } from 'undici'
import { compareTimes, timed } from '../testing/compare-times.ts'
import { manyNames } from '../testing/many-users.ts'
import type { Telling } from '../testing/tell-apart.ts'
import type { Sides } from './better-auth-sides.ts'
import { createTheirUsers } from './better-auth-users.ts'
import type { Figure } from './figures.ts'
import { prepareSignIns } from './prepared-users.ts'

const pairs = 200
const seed = 20_261_130

/**
 * Whether the time of an answer tells who has an account: of a request for a reset, and of a
 * sign-in with a wrong password. For each side, pairs of a known and an unknown name.
 */
export async function whatTimesTell(sides: Sides): Promise<Figure[]> {
  const { ours, scrypt } = sides
  const users = await prepareSignIns(ours, 2 * pairs)
  const own = await tellBoth(
    ours.url,
    users.map(({ username }) => username),
    {
      ask: (username) => ['/api/v1/password-resets', { username }],
      signIn: (username) => ['/api/v1/sessions', { username, password: wrongPassword }],
    },
  )
  const their = await tellBoth(scrypt.url, await createTheirUsers(scrypt, 2 * pairs), {
    ask: (email) => ['/api/auth/request-password-reset', { email, redirectTo: '/reset' }],
    signIn: (email) => ['/api/auth/sign-in/email', { email, password: wrongPassword }],
  })
  return [
    figure('a request', own.ask, their.ask),
    figure('a failed sign-in', own.signIn, their.signIn),
  ]
}

const wrongPassword = 'Wrong-Tractor-42'

type Call = (name: string) => readonly [path: string, body: object]
type Calls = { readonly ask: Call; readonly signIn: Call }

async function tellBoth(url: string, known: string[], calls: Calls) {
  const pool = new Pool(url, { connections: 1 })
  const told = {
    ask: await tell(pool, known.splice(0, pairs), calls.ask),
    signIn: await tell(pool, known.splice(0, pairs), calls.signIn),
  }
  await pool.close()
  return told
}

async function tell(pool: Pool, known: readonly string[], call: Call): Promise<Telling> {
  // Made ahead, because making one just before a call would slow that call down.
  const unknown = manyNames(pairs)
  const act = (names: readonly string[]) => async (pair: number) => {
    const [path, body] = call(names[pair] ?? '')
    const { milliseconds } = await timed(() => post(pool, path, body))
    return { call: milliseconds }
  }
  const sides = { first: act(unknown), second: act(known) }
  const told = await compareTimes({ seed, fewest: pairs, most: pairs, ...sides })
  return told.call ?? { auc: Number.NaN, low: Number.NaN, high: Number.NaN }
}

async function post(pool: Pool, path: string, body: object) {
  const headers = { 'content-type': 'application/json' }
  const answer = await pool.request({ path, method: 'POST', headers, body: JSON.stringify(body) })
  await answer.body.dump()
}

const figure = (call: string, own: Telling, their: Telling): Figure => ({
  what: `whether the time of ${call} tells who exists: AUC of ${pairs} pairs, Rekey and better-auth`,
  measured: `${shown(own)}; ${shown(their)}`,
})

const shown = ({ auc, low, high }: Telling) =>
  `${auc.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`
