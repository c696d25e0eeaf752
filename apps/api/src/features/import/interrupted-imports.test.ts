import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { spawnCommand } from '../../../testing/spawn-command.ts'
import { openTestDeps, type TestDeps } from '../../../testing/test-deps.ts'
import { importUsers } from './import-users.ts'
import { readCsv } from './read-csv.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())
beforeEach(() => deps.db.$executeRaw`TRUNCATE users, organizations CASCADE`)

const header = 'username,displayName,kind,organization\n'

/** Rows of the users with these numbers. */
const rowsOf = (from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, index) => `user${from + index}@a.example,User ${from + index},member,Org ${index % 7}\n`,
  ).join('')

async function run(text: string, dryRun = false) {
  const options = { dryRun, invite: false, roles: false, replacePasswords: false }
  const faults: string[] = []
  const input = Readable.from([text], { objectMode: false })
  const source = { unit: 'line' as const, records: readCsv(input) }
  const counts = await importUsers(deps, source, options, {
    fault: ({ line, fault }) => faults.push(`${line}: ${fault}`),
    progress: () => {},
  })
  return { counts, faults }
}

const readUsers = () =>
  deps.db.user.findMany({
    select: { username: true, displayName: true, organization: { select: { name: true } } },
    orderBy: { usernameKey: 'asc' },
  })

describe('an import that was killed', () => {
  it('ends as if it had never been, when it is run again', async () => {
    const file = `${header}${rowsOf(0, 8_000)}`
    const child = spawnCommand(['users', 'import', '-'], { DATABASE_URL: deps.databaseUrl })
    // The file isn't at its end, so the command waits for more when it is killed.
    child.stdin.write(file.slice(0, -100))
    await expect.poll(() => deps.db.user.count(), { timeout: 60_000 }).toBeGreaterThan(0)
    child.kill('SIGKILL')
    await child.ended
    const { faults, counts } = await run(file)
    expect(faults).toEqual([])
    expect(counts.created + counts.unchanged).toBe(8_000)
    expect(counts.unchanged).toBeGreaterThan(0)
    const afterwards = await readUsers()
    await deps.db.$executeRaw`TRUNCATE users, organizations CASCADE`
    await run(file)
    expect(afterwards).toEqual(await readUsers())
  })
})

describe('two imports at once', () => {
  it('of overlapping files refuse no row and make each user once', async () => {
    const [one, other] = await Promise.all([
      run(`${header}${rowsOf(0, 7_000)}`),
      run(`${header}${rowsOf(3_500, 10_500)}`),
    ])
    expect([...one.faults, ...other.faults]).toEqual([])
    expect(one.counts.created + other.counts.created).toBe(10_500)
    expect(await deps.db.user.count()).toBe(10_500)
  })
})

describe('a row that only the database refuses', () => {
  beforeEach(
    () => deps.db.$executeRaw`
      ALTER TABLE users ADD CONSTRAINT no_such_name CHECK (display_name <> 'Unwanted')`,
  )
  afterEach(() => deps.db.$executeRaw`ALTER TABLE users DROP CONSTRAINT no_such_name`)

  it.each([false, true])('is the only one that is left out (dry run: %s)', async (dryRun) => {
    const unwanted = ['aaa,Unwanted,member,\n', 'zzz,Unwanted,member,\n']
    const file = `${header}${rowsOf(0, 50)}${unwanted[0]}${rowsOf(50, 2_000)}${unwanted[1]}`
    const { counts, faults } = await run(file, dryRun)
    const reason =
      'was refused by the database: new row for relation "users" violates check constraint'
    expect(faults).toEqual([
      expect.stringContaining(`52: ${reason}`),
      expect.stringContaining(`2003: ${reason}`),
    ])
    expect(counts).toMatchObject({ rows: 2_002, created: 2_000, refused: 2 })
    expect(await deps.db.user.count()).toBe(dryRun ? 0 : 2_000)
  })
})

describe('names that contain what separates cells for the database', () => {
  it('are stored as they are', async () => {
    await run(`${header}\\N,C:\\new\\tab,member,\\N\n"a\\","\\.",member,\n`)
    expect(await readUsers()).toEqual([
      { username: '\\N', displayName: 'C:\\new\\tab', organization: { name: '\\N' } },
      { username: 'a\\', displayName: '\\.', organization: null },
    ])
  })
})
