import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, expect, test, vi } from 'vitest'
import { createHasher } from '../src/lib/hasher.ts'
import { buildPages } from '../src/start/build-pages.ts'
import { type Counts, countBothSides } from '../testing/count-both-sides.ts'
import { between, shuffledFaults } from '../testing/faults.ts'
import { type FaultySite, openFaultySite } from '../testing/faulty-site.ts'
import { createManyUsers, manyNames, queryDatabase } from '../testing/many-users.ts'
import { type Book, createBook, createPeople } from '../testing/people.ts'
import { createRandom } from '../testing/seeded-random.ts'
import { soakSeed, soakTimes } from '../testing/soak-seed.ts'
import { spawnCommand } from '../testing/spawn-command.ts'
import { tryPasswords } from '../testing/try-passwords.ts'

beforeAll(() => buildPages(), 600_000)

const loadMs = soakTimes(300_000)
const password = 'The old password of everybody'

/**
 * How long mails may take that were delayed several times, and whose jobs a fault has delayed too.
 */
const patience = { timeout: 1_200_000, interval: 1_000 }

/**
 * Two servers, a worker, Redis, a PostgreSQL with a synchronous standby and a mail server. While
 * people request, save and sign in, everything breaks in turn, and processes are killed at random.
 * Then both sides are counted.
 */
test('whatever breaks, no accepted call is lost, and nothing is half done', async () => {
  const site = await openFaultySite(createRandom(soakSeed))
  const book = createBook()
  const told = await breakWhileUsed(site, book)
  await vi.waitFor(() => expectQuiet(site.database.url), patience)
  const counts = await countBothSides(site.database.url, book, site.sink.mails())
  const people = createPeople({ ...site, password }, book)
  const wrong = await tryPasswords(site.database.url, people, book, password)
  const crashes = site.services.flatMap((service) => service.crashes)
  const mustBeNone = { ...counts.mustBeNone, ...wrong, 'odd answers': book.odd, crashes }
  const audit = await verifyAudit(site)
  console.log([...told, ...table({ ...counts, mustBeNone }, book, site), audit].join('\n'))

  expect(Object.entries(mustBeNone).filter(([, found]) => found.length > 0)).toEqual([])
  expect(audit).toContain('The audit log is intact')
})

/** @returns which fault began when, how long it took, and how many calls it disturbed */
async function breakWhileUsed(site: FaultySite, book: Book): Promise<string[]> {
  const told: string[] = []
  let isOver = false
  const hash = await createHasher().hash(password)
  const names = await createManyUsers(site.database.url, soakTimes(5_000) + 1_000, hash)
  const load = usePeople(site, book, names, () => isOver)
  const kills = killAtRandom(site, () => isOver)
  const begin = performance.now()
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

/** A server or the worker, beside the other faults. */
async function killAtRandom({ services }: FaultySite, isOver: () => boolean) {
  const random = createRandom(soakSeed + 2)
  while (!isOver()) {
    await delay(between(random, 4_000, 15_000))
    services[Math.floor(random() * services.length)]?.kill()
  }
}

/** Eight people come each second. Those who wait for a mail or an answer don't hold up others. */
async function usePeople(
  site: FaultySite,
  book: Book,
  names: string[],
  isOver: () => boolean,
): Promise<void> {
  const random = createRandom(soakSeed + 1)
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
    const act = acts[Math.floor(random() * acts.length)]
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

function table(
  { rows, mustBeNone, doubled }: Counts,
  book: Book,
  { services }: FaultySite,
): string[] {
  const cells = (row: readonly unknown[]) => `| ${row.join(' | ')} |`
  return [
    cells(['what', 'written down by people', 'in the database', 'at the mail server']),
    cells(['---', '---', '---', '---']),
    ...rows.map(cells),
    cells(['sign-ins', book.signedIn.length, '', '']),
    ...Object.entries(mustBeNone).map(([what, found]) => `${what}: ${found.length}`),
    `mails that arrived twice, three times, as the same mail: ${doubled.join(', ')}`,
    `calls repeated after no answer, 503 or 429: ${book.repeats}`,
    `starts of server 1, server 2, worker: ${services.map(({ starts }) => starts).join(', ')}`,
  ]
}

async function verifyAudit({ database: { url }, secretKeys }: FaultySite): Promise<string> {
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
