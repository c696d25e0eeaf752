import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  findEmbeddedDatabase,
  openEmbeddedDatabase,
} from '@rekey/embedded-database/open-embedded-database'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  askForAll,
  expectOneStoryEach,
  type ResetMail,
  waitForMails,
} from '../testing/ask-and-read.ts'
import { openHttpClient } from '../testing/http-client.ts'
import { killAfterAsks, requireDatabaseUrl } from '../testing/kill-after-asks.ts'
import { createManyUsers, manyNames, queryDatabase } from '../testing/many-users.ts'
import {
  type ServiceEnv,
  type ServiceProcess,
  spawnService,
  startService,
  workerPidOf,
} from '../testing/service-process.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { buildPages } from './start/build-pages.ts'

/**
 * Server and worker as processes, on the embedded database: what holds when they end, die or meet.
 */
vi.setConfig({ testTimeout: 60_000 })

let dataDir: string
const running = new Set<ServiceProcess>()

beforeAll(async () => {
  await buildPages()
  dataDir = await mkdtemp(join(tmpdir(), 'rekey-server-'))
  return () => removeEmbeddedDatabase(dataDir)
})

afterEach(async () => {
  await Promise.all([...running].map((service) => service.stop()))
  running.clear()
})

async function start(env: ServiceEnv, which: 'server' | 'worker' = 'server') {
  const service = await startService(env, which)
  running.add(service)
  return service
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const newPassword = 'Plum-Tractor-42-Violin'

describe('the end of a server', () => {
  test('SIGTERM drains: running requests are answered, the worker ends too, exit 0 in ten seconds', async () => {
    const server = await start({ DATA_DIR: dataDir })
    const workerPid = await workerPidOf(server)
    const client = openHttpClient(server.url, { connections: 12 })
    onTestFinished(() => client.close())
    const signIns = manyNames(12).map((username) =>
      client.post('/sessions', { username, password: newPassword }),
    )
    // Each try is counted before its password is hashed: by then all are under way.
    const databaseUrl = await requireDatabaseUrl(dataDir)
    const counted = () => queryDatabase(databaseUrl, 'SELECT FROM sign_in_waits')
    await expect.poll(counted).toHaveLength(12)

    const ended = server.stop()
    expect((await Promise.all(signIns)).map(({ status }) => status)).toEqual(Array(12).fill(401))
    // After ten seconds it would have ended itself with 1.
    expect(await ended).toEqual({ code: 0, signal: null })
    expect(isAlive(workerPid)).toBe(false)
    expect(await findEmbeddedDatabase(dataDir)).toBeNull()
  })

  test('SIGHUP of a terminal that closes drains too, however often it comes', async () => {
    const server = await start({ DATA_DIR: dataDir })
    const workerPid = await workerPidOf(server)
    server.kill('SIGHUP')
    server.kill('SIGHUP')
    expect(await server.ended).toEqual({ code: 0, signal: null })
    expect(isAlive(workerPid)).toBe(false)
    expect(await findEmbeddedDatabase(dataDir)).toBeNull()
  })

  test('a worker that is killed is started again and goes on', async () => {
    await killAfterAsks(dataDir, { asks: 5, afterMs: 0, which: 'worker' })
  })

  test('kill -9 of server and worker after a burst: every mail comes, once, or again the same', async () => {
    expect(await killAfterAsks(dataDir, { asks: 40, afterMs: 0, which: 'both' })).toBeGreaterThan(0)
  })
})

describe('a start', () => {
  test('on a DATA_DIR that is in use says so, and exits 1', async () => {
    const server = await start({ DATA_DIR: dataDir })
    const second = await spawnService({ DATA_DIR: dataDir })
    expect(await second.ended).toEqual({ code: 1, signal: null })
    expect(second.printed.join('\n')).toContain(
      `Rekey is already running on ${dataDir} (process ${server.pid}, at ${server.url}`,
    )
  })

  test('with a faulty environment lists every fault by name, and exits 1', async () => {
    const faulty = { PORT: 'eighty', MAIL_TRANSPORT: 'pigeon', PUBLIC_URL: 'rekey.example' }
    const server = await spawnService({ DATA_DIR: dataDir, ...faulty })
    expect(await server.ended).toEqual({ code: 1, signal: null })
    const told = server.printed.join('\n')
    for (const name of Object.keys(faulty)) expect(told).toContain(`${name}: `)
    expect(told).not.toContain('    at ')
  })
})

describe('two servers and a worker on one PostgreSQL', () => {
  test('start at once on an empty database; of sixteen saves over both, one wins', async () => {
    const { env, databaseUrl, folder } = await makeEmptySite()
    const [first, second] = await Promise.all([
      start({ ...env, WORKER: 'off' }),
      start({ ...env, WORKER: 'off' }),
    ])
    await start(env, 'worker')
    const [username = ''] = await createManyUsers(databaseUrl, 1)
    await askForAll(first.url, [username])
    const mails = await waitForMails({ dataDir: folder, databaseUrl }, [username])
    const [{ token, code }] = mails.get(username) as [ResetMail]

    const clients = [first, second].map(({ url }) => openHttpClient(url, { connections: 8 }))
    onTestFinished(async () => {
      for (const client of clients) await client.close()
    })
    const save = async (newPassword: string, n: number) =>
      clients[n % 2]?.post('/password-resets/complete', { token, code, newPassword })
    const passwords = Array.from({ length: 16 }, (_, n) => `${newPassword}-${n}`)
    const answers = await Promise.all(passwords.map(save))
    expect(answers.filter((answer) => answer?.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer?.body.code === 'reset-link-invalid')).toHaveLength(15)

    const winner = passwords[answers.findIndex((answer) => answer?.status === 200)] ?? ''
    const signedIn = await clients[1]?.post('/sessions', { username, password: winner })
    expect(signedIn?.status).toBe(201)
  })
})

test('the database restarts under load: nothing accepted is lost, and nobody sees a 500', async () => {
  const ownDatabase = () => openEmbeddedDatabase(dataDir, { role: 'guest' })
  const before = await ownDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'rekey-site-'))
  const server = await start({ ...siteEnv(before.url, folder), WORKER: 'spawn' })
  await workerPidOf(server)
  const usernames = await createManyUsers(before.url, 200)
  const { promise: isBusy, resolve: busy } = Promise.withResolvers<void>()
  const asking = askForAll(server.url, usernames, {
    connections: 4,
    onAccepted: (count) => count === 20 && busy(),
  })
  await isBusy
  await before.close()
  const after = await ownDatabase()
  onTestFinished(async () => {
    await after.close()
    await rm(folder, { recursive: true })
  })
  const { accepted, otherStatuses } = await asking
  expect(after.url).toBe(before.url)
  expect(accepted.length).toBeGreaterThanOrEqual(20)
  expect(otherStatuses.filter((status) => status !== 503)).toEqual([])
  expectOneStoryEach(await waitForMails({ dataDir: folder, databaseUrl: after.url }, accepted))
})

const siteEnv = (databaseUrl: string, folder: string) => ({
  DATA_DIR: folder,
  DATABASE_URL: databaseUrl,
  SECRET_KEYS: `shared:${Buffer.alloc(32, 7).toString('base64')}`,
  PUBLIC_URL: 'http://localhost:3000',
})

/** A database without a table, and what its servers are told. */
async function makeEmptySite() {
  const database = await createTestDatabase({ isEmpty: true })
  const folder = await mkdtemp(join(tmpdir(), 'rekey-site-'))
  onTestFinished(async () => {
    await rm(folder, { recursive: true })
    await database.drop()
  })
  return { env: siteEnv(database.url, folder), folder, databaseUrl: database.url }
}
