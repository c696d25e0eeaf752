import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openMailbox } from '../src/mail/mailbox.ts'
import { newSecret } from '../src/models/api-keys.ts'
import { buildPages } from '../src/start/build-pages.ts'
import { requireDatabaseUrl } from '../testing/kill-after-asks.ts'
import { createManyUsers, queryDatabase } from '../testing/many-users.ts'
import { createRandom } from '../testing/seeded-random.ts'
import { type ServiceProcess, startService, workerPidOf } from '../testing/service-process.ts'
import { soakSeed, soakTimes } from '../testing/soak-seed.ts'

/**
 * Campaigns of real servers and workers: nobody twice, nobody forgotten, and nobody kept waiting.
 */
let dataDir: string
let server: ServiceProcess
let databaseUrl: string
let key: string

beforeAll(async () => {
  await buildPages()
  dataDir = await mkdtemp(join(tmpdir(), 'rekey-soak-'))
  server = await startService({ DATA_DIR: dataDir })
  databaseUrl = await requireDatabaseUrl(dataDir)
  key = await createKey()
}, 600_000)
afterAll(async () => {
  await server.stop()
  await removeEmbeddedDatabase(dataDir)
})

/** A key of an administrator, and one of a second administrator who starts what the first made. */
async function createKey(): Promise<string> {
  const [name = ''] = await createManyUsers(databaseUrl, 1)
  const secret = newSecret()
  await queryDatabase(databaseUrl, 'UPDATE users SET role_id = $2 WHERE username = $1', [
    name,
    builtInRoles.administrator,
  ])
  await queryDatabase(
    databaseUrl,
    `INSERT INTO api_keys (name, scopes, secret_hash, hint, created_by)
     SELECT 'Soak', ARRAY['campaigns.write', 'console.access'], $2, $3, id
     FROM users WHERE username = $1`,
    [name, secret.secretHash, secret.hint],
  )
  return secret.key
}

async function call<T>(method: string, path: string, body?: object, by = key): Promise<T> {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${by}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  expect(response.status, await response.clone().text()).toBeLessThan(300)
  return (await response.json()) as T
}

type Campaign = { id: string; status: string; counts: Record<string, number> }

const show = (id: string) => call<Campaign>('GET', `/reset-campaigns/${id}`)

const random = createRandom(soakSeed)
const kills = Array.from({ length: soakTimes(20) }, () => ({
  users: 100 + Math.floor(random() * 200),
  afterMs: Math.floor(random() * 4_000),
}))

describe('kill -9 of the worker', () => {
  test.each(kills)('after $afterMs ms of a campaign for $users users', async (kill) => {
    const names = await createManyUsers(databaseUrl, kill.users)
    const users = await queryDatabase<{ id: string }>(
      databaseUrl,
      'SELECT id FROM users WHERE username = ANY($1)',
      [names],
    )
    const { id } = await call<Campaign>('POST', '/reset-campaigns', {
      name: 'After the theft',
      reason: 'A laptop was stolen.',
      userIds: users.map((user) => user.id),
      perMinute: 6_000,
    })
    await call('POST', `/reset-campaigns/${id}/start`)
    await delay(kill.afterMs)
    process.kill(await newestWorkerPid(), 'SIGKILL')
    await vi.waitFor(async () => expect((await show(id)).status).toBe('completed'), {
      timeout: 120_000,
      interval: 250,
    })
    expect((await show(id)).counts.accepted).toBe(kill.users)
    await expectOneMailEach(names)
  })
})

/** How many workers the server has had. */
let workers = 0

async function newestWorkerPid(): Promise<number> {
  workers += 1
  return workerPidOf(server, workers)
}

/** A mail that arrived twice must be the same mail, which its Message-ID tells. */
async function expectOneMailEach(names: readonly string[]) {
  const mails = Map.groupBy(await openMailbox(dataDir).list(), ({ to }) => to)
  const ids = names.map((name) => {
    const sent = (mails.get(name) ?? []).map(({ headers }) => headers['Message-ID'])
    return new Set(sent).size
  })
  expect(ids.filter((count) => count !== 1)).toEqual([])
}

describe('a campaign for 100,000 users', () => {
  test('is queued within 60 seconds, and self-service mails go meanwhile', async () => {
    await createManyUsers(databaseUrl, 100_000)
    const begin = performance.now()
    const { id, counts } = await call<Campaign>('POST', '/reset-campaigns', {
      name: 'Everybody',
      reason: 'A backup was stolen.',
      filter: {},
    })
    const seconds = (performance.now() - begin) / 1_000
    console.log(`${counts.matched} users were queued in ${seconds.toFixed(1)} s`)
    expect(counts.matched).toBeGreaterThan(100_000)
    expect(seconds).toBeLessThan(60)
    await call('POST', `/reset-campaigns/${id}/start`, undefined, await createKey())
    const waits = await measureSelfService(20)
    const p95 = waits.toSorted((one, other) => one - other)[Math.floor(waits.length * 0.95)] ?? 0
    console.log(`Self-service mails took ${waits.map(Math.round).join(', ')} ms`)
    await call('POST', `/reset-campaigns/${id}/cancel`)
    expect(p95).toBeLessThan(2_000)
  })
})

/** From the request to the mail, in milliseconds, one after the other. */
async function measureSelfService(times: number): Promise<number[]> {
  const names = await createManyUsers(databaseUrl, times)
  const waits: number[] = []
  for (const username of names) {
    await delay(500)
    const begin = performance.now()
    await fetch(`${server.url}/api/v1/password-resets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ username }),
    })
    await vi.waitFor(async () => expect(await isSent(username)).toBe(true), {
      timeout: 30_000,
      interval: 25,
    })
    waits.push(performance.now() - begin)
  }
  return waits
}

/** The self-service mail, not one of the campaign. */
async function isSent(username: string): Promise<boolean> {
  const [row] = await queryDatabase<{ sent: boolean }>(
    databaseUrl,
    `SELECT EXISTS (SELECT FROM messages JOIN users ON users.id = user_id
       WHERE username = $1 AND origin = 'self-service' AND accepted_at IS NOT NULL) AS sent`,
    [username],
  )
  return row?.sent ?? false
}
