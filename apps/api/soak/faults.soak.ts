import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { migrate } from '../../../prisma/migrate.ts'
import { createHasher } from '../src/lib/hasher.ts'
import { buildPages } from '../src/start/build-pages.ts'
import { openBreakableSink } from '../testing/breakable-sink.ts'
import { type Counts, countBothSides } from '../testing/count-both-sides.ts'
import { type Breakable, between, shuffledFaults } from '../testing/faults.ts'
import { findFreePort } from '../testing/free-port.ts'
import { keepService } from '../testing/kept-service.ts'
import { createManyUsers, manyNames, queryDatabase } from '../testing/many-users.ts'
import { type Book, createBook, createPeople } from '../testing/people.ts'
import { createRedisServer } from '../testing/redis-server.ts'
import { openReplicatedDatabase } from '../testing/replicated-database.ts'
import { createRandom } from '../testing/seeded-random.ts'
import { mountSmallDisk } from '../testing/small-disk.ts'
import { soakSeed, soakTimes } from '../testing/soak-seed.ts'
import { spawnCommand } from '../testing/spawn-command.ts'
import { createSteppedClock } from '../testing/stepped-clock.ts'

beforeAll(() => buildPages(), 600_000)

const loadMs = soakTimes(300_000)
const password = 'The old password of everybody'
const secretKeys = `soak:${randomBytes(32).toString('base64')}`

/** How long mails may take that were delayed several times, and whose jobs a fault has delayed too. */
const patience = { timeout: 1_200_000, interval: 1_000 }

/**
 * Two servers, a worker, Redis, a PostgreSQL with a synchronous standby and a mail server. While
 * people request, save and sign in, everything breaks in turn, and processes are killed at random.
 * Then both sides are counted.
 */
test('whatever breaks, no accepted call is lost, and nothing is half done', async () => {
  const site = await openSite()
  const book = createBook()
  const told = await breakWhileUsed(site, book)
  await vi.waitFor(() => expectQuiet(site.database.url), patience)
  const counts = await countBothSides(site.database.url, book, site.sink.mails())
  const people = createPeople({ ...site, password }, book)
  const wrong = await tryPasswords(site.database.url, people, book)
  console.log([...told, ...table(counts, book, site)].join('\n'))

  expect(book.odd).toEqual([])
  expect({ ...counts.mustBeNone, ...wrong }).toEqual(
    Object.fromEntries(Object.keys({ ...counts.mustBeNone, ...wrong }).map((what) => [what, []])),
  )
  expect(await verifyAudit(site.database.url)).toContain('intact')
  expect(site.services.flatMap(({ crashes }) => crashes)).toEqual([])
})

async function openSite() {
  const random = createRandom(soakSeed)
  const folder = await mkdtemp(join(tmpdir(), 'rekey-soak-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const disks = [closedLast(mountSmallDisk(640)), closedLast(mountSmallDisk(640))] as const
  const database = closedLast(await openReplicatedDatabase([disks[0].folder, disks[1].folder]))
  const sink = closedLast(await openBreakableSink())
  const redis = await createRedisServer()
  await redis.start()
  onTestFinished(() => redis.stop())
  await migrate(database.url)
  const ports = [await findFreePort(), await findFreePort()]
  const clocks = ['server-1', 'server-2', 'worker'].map((name) => createSteppedClock(folder, name))
  const env = (n: number) => ({
    DATA_DIR: folder,
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    SECRET_KEYS: secretKeys,
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: sink.url,
    PUBLIC_URL: `http://localhost:${ports[0]}`,
    TRUST_PROXY: 'true',
    IP_RATE_LIMITS: 'on',
    ...clocks[n]?.env,
  })
  const services = [
    await keepService('server', { ...env(0), PORT: `${ports[0]}`, WORKER: 'off' }),
    await keepService('server', { ...env(1), PORT: `${ports[1]}`, WORKER: 'off' }),
    await keepService('worker', { ...env(2), WORKER: 'only' }),
  ]
  onTestFinished(async () => {
    await Promise.all(services.map((service) => service.stop()))
  })
  const urls = services.slice(0, 2).map(({ url }) => url)
  return { random, disks, database, sink, redis, clocks, services, urls, mails: sink.mails }
}

function closedLast<Part extends { close(): unknown }>(part: Part): Part {
  onTestFinished(async () => {
    await part.close()
  })
  return part
}

type Site = Awaited<ReturnType<typeof openSite>>

/** @returns which fault began when, how long it took, and how many calls it disturbed */
async function breakWhileUsed(site: Site, book: Book): Promise<string[]> {
  const begin = performance.now()
  const told: string[] = []
  let isOver = false
  const load = usePeople(site, book, () => isOver)
  const kills = killAtRandom(site, () => isOver)
  do {
    for (const { name, fault } of shuffledFaults(site.random)) {
      const from = performance.now()
      const repeatsBefore = book.repeats
      await fault(site)
      const [at, took] = [from - begin, performance.now() - from].map((ms) => Math.round(ms / 1e3))
      await delay(between(site.random, 1_000, 4_000))
      told.push(`${at} s: ${name}, ${took} s, ${book.repeats - repeatsBefore} calls repeated`)
      console.log(told.at(-1))
    }
  } while (performance.now() - begin < loadMs)
  isOver = true
  await kills
  await load
  return told
}

/** Of a server or the worker, beside the other faults. */
async function killAtRandom({ services, random }: Breakable, isOver: () => boolean) {
  while (!isOver()) {
    await delay(between(random, 4_000, 15_000))
    services[Math.floor(random() * services.length)]?.kill()
  }
}

/** A person comes eight times a second; those who wait for a mail or an answer hold up nobody. */
async function usePeople(site: Site, book: Book, isOver: () => boolean): Promise<void> {
  const hash = await createHasher().hash(password)
  const names = await createManyUsers(site.database.url, 40_000, hash)
  const people = createPeople({ ...site, password }, book)
  const acts = [
    () => people.ask(names.pop() ?? ''),
    () => people.ask(names.pop() ?? ''),
    () => people.askAndSave(names.pop() ?? ''),
    () => people.askAndSave(names.pop() ?? ''),
    () => people.askForUnknown(manyNames(1)[0] ?? ''),
    () => people.signIn(names.pop() ?? ''),
  ]
  const doing: Promise<void>[] = []
  while (!isOver()) {
    const act = acts[Math.floor(Math.random() * acts.length)]
    if (act) doing.push(act())
    await delay(125)
  }
  await Promise.all(doing)
}

async function expectQuiet(url: string): Promise<void> {
  const [row] = await queryDatabase<{ jobs: number; mails: number }>(
    url,
    `SELECT (SELECT count(*)::int FROM pgboss.job
         WHERE name IN ('open-reset', 'send-message', 'count-act') AND state < 'completed') AS jobs,
       (SELECT count(*)::int FROM messages WHERE status IN ('queued', 'sending', 'delayed')) AS mails`,
  )
  expect(row).toEqual({ jobs: 0, mails: 0 })
}

/** Of a save, the new password works and the old one doesn't; else it is the other way round. */
async function tryPasswords(url: string, people: ReturnType<typeof createPeople>, book: Book) {
  const used = new Set(
    (
      await queryDatabase<{ username: string }>(
        url,
        `SELECT username FROM resets JOIN users ON users.id = user_id WHERE end_reason = 'used'`,
      )
    ).map(({ username }) => username),
  )
  const wrong: string[] = []
  for (const [username, typed] of [...book.saved, ...book.perhapsSaved]) {
    const isNew = await people.fits(username, typed)
    const isOld = await people.fits(username, password)
    if (isNew !== used.has(username) || isOld === isNew) wrong.push(username)
  }
  const sessions = await Promise.all(book.signedIn.map((cookie) => people.isSignedIn(cookie)))
  return {
    'saves whose password does not work': wrong,
    'sign-ins without a session': sessions.filter((isLiving) => !isLiving).map(String),
  }
}

function table({ rows, mustBeNone, doubled }: Counts, book: Book, { services }: Site): string[] {
  const cells = (row: readonly unknown[]) => `| ${row.join(' | ')} |`
  return [
    cells(['what', 'written down by people', 'in the database', 'at the mail server']),
    cells(['---', '---', '---', '---']),
    ...rows.map(cells),
    cells(['sign-ins', book.signedIn.length, '', '']),
    ...Object.entries(mustBeNone).map(([what, found]) => `${what}: ${found.length}`),
    `mails that arrived twice, as the same mail: ${doubled}`,
    `calls repeated after 503 or no answer: ${book.repeats}`,
    `starts of server 1, server 2, worker: ${services.map(({ starts }) => starts).join(', ')}`,
  ]
}

async function verifyAudit(url: string): Promise<string> {
  const command = spawnCommand(['audit', 'verify'], { DATABASE_URL: url, SECRET_KEYS: secretKeys })
  let said = ''
  for (const channel of [command.stdout, command.stderr]) {
    channel.on('data', (chunk) => {
      said += String(chunk)
    })
  }
  await command.ended
  expect(command.exitCode, said).toBe(0)
  return said
}
