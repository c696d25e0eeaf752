import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { expect } from 'vitest'
import { createHasher } from '../src/lib/hasher.ts'
import { buildPages } from '../src/start/build-pages.ts'
import { type Times, timed } from './compare-times.ts'
import { openHttpClient } from './http-client.ts'
import { requireDatabaseUrl } from './kill-after-asks.ts'
import { createManyUsers, manyNames } from './many-users.ts'
import { protectUsers, startResetsFor } from './protect-users.ts'
import { startService, workerPidOf } from './service-process.ts'

type Site = {
  readonly users: number
  /** Users with a second factor and a recovery address, beside the other ones. */
  readonly protectedUsers?: number
  /** Calls under way at once. */
  readonly lanes?: number
  /** Cost of the bcrypt hashes that all users have; left out: their hashes are our own. */
  readonly bcryptCost?: number
}

/**
 * A server and its worker as processes, on a durable database, called over HTTP. A stranger
 * measures what leaves the socket, while jobs of earlier requests run. `app.inject` would show
 * neither.
 */
export async function openTimedService({ users, protectedUsers = 0, lanes = 1, bcryptCost }: Site) {
  await buildPages()
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-times-'))
  const server = await startService({ DATA_DIR: dataDir })
  await workerPidOf(server)
  const databaseUrl = await requireDatabaseUrl(dataDir)
  const client = openHttpClient(server.url, { connections: lanes })

  /** Asks for a reset, and then for the server's health: neither tells who was asked for. */
  const ask = async (username: string, addedMs = 0): Promise<Times> => {
    const asked = await timed(async () => {
      await delayed(addedMs)
      return client.post('/password-resets', { username })
    })
    const health = await timed(() => client.get('/healthz'))
    expect([asked.value.status, health.value.status]).toEqual([202, 200])
    return { ask: asked.milliseconds, health: health.milliseconds }
  }

  const failToSignIn = async (username: string, addedMs = 0): Promise<Times> => {
    const signIn = () => client.post('/sessions', { username, password: 'Wrong-Tractor-42' })
    const { value, milliseconds } = await timed(async () => {
      await delayed(addedMs)
      return signIn()
    })
    expect(value.body.code).toBe('sign-in-failed')
    return { signIn: milliseconds }
  }

  /** What a stranger can send for a name, besides asking for a link and signing in. */
  const callFor = async (path: '/temporary-passwords' | '/sign-in-options', username: string) => {
    const { value, milliseconds } = await timed(() => client.post(path, { username }))
    expect(value.status).toBe(path === '/temporary-passwords' ? 202 : 200)
    return { call: milliseconds }
  }

  /** Types a wrong code for a link that works. */
  const failToVerify = async (token: string): Promise<Times> => {
    const verify = () => client.post('/password-resets/verify-code', { token, code: 'wrong' })
    const { value, milliseconds } = await timed(verify)
    expect(value.body.code).toBe('reset-code-wrong')
    return { verify: milliseconds }
  }

  /** As many at once for one name: what is left of their work in the queue adds up. */
  const atOnce = async (times: number, act: () => Promise<Times>): Promise<Times> => {
    const { milliseconds } = await timed(() => Promise.all(Array.from({ length: times }, act)))
    return { atOnce: milliseconds }
  }

  const hash = bcryptCost
    ? ([bcryptHash(bcryptCost), `bcrypt-${bcryptCost}`] as const)
    : ([await createHasher().hash('correct horse battery')] as const)
  const known = await createManyUsers(databaseUrl, users, ...hash)
  const guarded = await createManyUsers(databaseUrl, protectedUsers, ...hash)
  await protectUsers(databaseUrl, guarded)
  // Made ahead: to make one just before a call would slow that call down, and tell the two apart.
  const strangers = manyNames(50_000)
  for (const name of manyNames(100)) await ask(name)
  return {
    ask,
    failToSignIn,
    failToVerify,
    atOnce,
    callFor,
    /** Unknown names, users with a password, and protected ones; each is given out once. */
    unknownName: () => freshOf(strangers),
    knownName: () => freshOf(known),
    protectedName: () => freshOf(guarded),
    /** Links that work, of users that nobody has asked for. */
    startResets: (names: readonly string[]) => startResetsFor(databaseUrl, dataDir, names),
    async close() {
      await client.close()
      await server.stop()
      await removeEmbeddedDatabase(dataDir)
    },
  }
}

function freshOf(names: string[]): string {
  const name = names.pop()
  if (!name) throw new Error('No fresh user is left')
  return name
}

const bcryptHash = (cost: number) =>
  `$2b$${String(cost).padStart(2, '0')}$qdA/nx4pRtKRNtPu3dB8duEpBNVo8sgRh435s8FpGWQBX6l4DRt6i`

/** What a leak would look like: a side that takes longer. */
const delayed = async (milliseconds: number) => {
  if (milliseconds > 0) await delay(milliseconds)
}
