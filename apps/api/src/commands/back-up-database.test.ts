import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { readEveryTable, withDatabase } from '../../testing/every-table.ts'
import { spawnCommand } from '../../testing/spawn-command.ts'
import { createUser } from '../../testing/test-app.ts'
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts'
import { backUp } from './back-up-database.ts'
import { firstLine } from './backup/backup-script.ts'
import { compressWithSum } from './backup/sealed-file.ts'
import { writeWholeFile } from './backup/write-whole-file.ts'
import { restore } from './restore-database.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rekey-backup-'))
  path = join(folder, 'a.rekey')
  return () => rm(folder, { recursive: true })
})

const database = () => new URL(deps.databaseUrl).pathname.slice(1)
const restoreHere = () => restore(deps.config, deps.databaseUrl, path, { replace: database() })

/** The file's restore is refused so, and changes nothing. */
async function expectRefused(why: string | RegExp) {
  const before = await readEveryTable(deps.databaseUrl)
  await expect(restoreHere()).rejects.toThrow(why)
  expect(await readEveryTable(deps.databaseUrl)).toEqual(before)
}

test('a file that is cut off anywhere is refused', async () => {
  await backUp(deps.databaseUrl, path)
  const whole = await readFile(path)
  for (const length of [1, 30, 600, whole.length - 99, whole.length - 1]) {
    await writeFile(path, whole.subarray(0, length))
    await expectRefused(/is damaged or incomplete|is no backup of Rekey/)
  }
  await writeFile(path, Buffer.concat([whole, Buffer.from([0])]))
  await expectRefused('is damaged or incomplete. Nothing was changed.')
})

test('a file in which one bit differs is refused', async () => {
  await backUp(deps.databaseUrl, path)
  const whole = await readFile(path)
  const places = Array.from({ length: 12 }, (_, part) => Math.floor((whole.length * part) / 12))
  for (const place of [4, 9, ...places, whole.length - 1]) {
    const damaged = Buffer.from(whole)
    damaged.writeUInt8((whole[place] ?? 0) ^ 1, place)
    await writeFile(path, damaged)
    await expectRefused(/is damaged or incomplete|is no backup of Rekey/)
  }
})

test('other files are refused', async () => {
  const pgDump = Buffer.concat([Buffer.from('PGDMP\x01\x0e\0'), Buffer.alloc(2000)])
  const zip = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(2000)])
  const sql = gzipSync('-- PostgreSQL database dump\nSELECT 1;\n')
  for (const foreign of ['', 'username,kind\n', pgDump, zip, sql]) {
    await writeFile(path, foreign)
    await expectRefused('is no backup of Rekey')
  }
  await rm(path)
  await expectRefused("can't be read: the file does not exist.")
  await mkdir(path)
  await expectRefused("can't be read: it is a folder.")
  path = '/dev/null'
  await expectRefused("/dev/null can't be read: a restore reads twice, so it needs a file.")
  path = '-'
  await expectRefused("Standard input can't be read: a restore reads twice")
})

/** The backup with another text, and a sum that is right. */
async function rewrite(change: (text: string) => string) {
  const [text = ''] = gunzipSync(await readFile(path))
    .toString()
    .split('-- sha256 ')
  const lines = async function* () {
    yield change(text)
  }
  const pieces: Buffer[] = []
  for await (const piece of compressWithSum(lines())) pieces.push(piece)
  await writeFile(path, Buffer.concat(pieces))
}

test('the backup of a newer version is refused', async () => {
  await backUp(deps.databaseUrl, path)
  await rewrite((text) =>
    text.replace('"migrations":[', '"migrations":[{"name":"9999_new","checksum":"x"},'),
  )
  await expectRefused(/Rekey \d+\.\d+\.\d+ made this backup, with migrations .* \(9999_new\)/)
  await rewrite((text) => text.replace(firstLine, '-- Rekey backup 2'))
  await expectRefused('A newer version of Rekey made')
})

test('a backup whose rows can’t be stored changes nothing', async () => {
  await createUser(deps)
  await backUp(deps.databaseUrl, path)
  await rewrite((text) => text.replace('\tstaff\t', '\tnobody\t'))
  await expectRefused('violates check constraint')
})

test('a file with a right sum that Rekey didn’t write so changes nothing', async () => {
  await backUp(deps.databaseUrl, path)
  const whole = await readFile(path)
  const refuse = async (change: (text: string) => string, why: string) => {
    await writeFile(path, whole)
    await rewrite(change)
    await expectRefused(`This backup isn't as Rekey writes it: ${why}`)
  }
  const foreign = 'COPY public."_prisma_migrations" ("id") FROM STDIN;\n\\.\n'
  await refuse((text) => text.replace(/^COPY/m, `${foreign}COPY`), 'it names _prisma_migrations')
  await refuse(
    (text) => text.replace(/^COPY public."users".*?\n\\\.\n/ms, ''),
    'it leaves out users',
  )
  await refuse(
    (text) => text.replace(/^SELECT/m, 'DROP TABLE users;\nSELECT'),
    'it contains the line',
  )
  await refuse((text) => text.replace(/"users":\d+/, '"users":900'), '1 rows of users were read')
  await refuse(
    (text) => text.replace(/"takenAt":"[^"]+"/, '"takenAt":1'),
    'its comment -- {"version"',
  )
  await refuse((text) => text.replace(/-- \{"rows".*\n/, ''), 'its comment -- sha256')
  await refuse(() => `${firstLine}\n${'x'.repeat(3_000_000)}`, 'a line has no end')
})

test('rows that are written meanwhile are all in it or not at all', async () => {
  let isWriting = true
  const writing = (async () => {
    for (let number = 0; isWriting; number += 1) {
      await deps.db.$transaction(async (tx) => {
        await tx.organization.create({ data: { name: `Org ${number}` } })
        await tx.role.create({ data: { name: `Role ${number}` } })
      })
    }
  })()
  await expect.poll(() => deps.db.role.count()).toBeGreaterThan(20)
  await backUp(deps.databaseUrl, path)
  isWriting = false
  await writing
  await restoreHere()
  const names = await deps.db.organization.findMany({ where: { name: { startsWith: 'Org' } } })
  const roles = await deps.db.role.count({ where: { name: { startsWith: 'Role ' } } })
  expect(names.length).toBeGreaterThan(10)
  expect(roles).toBe(names.length)
})

test('the file is for its owner alone, and none is overwritten', async () => {
  await backUp(deps.databaseUrl, path)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  await expect(backUp(deps.databaseUrl, path)).rejects.toThrow(`${path} exists already.`)
  await expect(backUp(deps.databaseUrl, join(folder, 'none/a.rekey'))).rejects.toThrow(
    'its folder does not exist. No backup was made.',
  )
  expect(await readdir(folder)).toEqual(['a.rekey'])
})

test('a full disk and an interruption leave no file', async () => {
  const full = async function* () {
    yield Buffer.from('begun')
    throw Object.assign(new Error('write'), { code: 'ENOSPC' })
  }
  const never = new AbortController().signal
  await expect(writeWholeFile(path, full(), never)).rejects.toThrow('the disk is full')
  const interrupted = AbortSignal.abort(new Error('Interrupted'))
  await expect(backUp(deps.databaseUrl, path, interrupted)).rejects.toThrow('Interrupted')
  expect(await readdir(folder)).toEqual([])
})

test('of two backups with the same name, one is made and the other is refused', async () => {
  const never = new AbortController().signal
  const bothBegun = Promise.withResolvers<void>()
  let begun = 0
  const write = (letter: string) => {
    const bytes = async function* () {
      yield Buffer.from(letter)
      begun += 1
      if (begun === 2) bothBegun.resolve()
      await bothBegun.promise
      yield Buffer.from(letter)
    }
    return writeWholeFile(path, bytes(), never)
  }
  const results = await Promise.allSettled([write('a'), write('b')])
  const refused = results.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  expect(refused).toMatchObject([{ message: `${path} exists already. Name a new file.` }])
  expect(await readFile(path, 'utf8')).toMatch(/^(aa|bb)$/)
  expect(await readdir(folder)).toEqual(['a.rekey'])
})

test('a backup after a killed one is made, and names what the killed one left', async () => {
  await withDatabase(deps.databaseUrl, async (client) => {
    // The backup has begun its file, and waits for the migrations' lock.
    await client.query('SELECT pg_advisory_lock(72707369)')
    const child = spawnCommand(['backup', path], { DATABASE_URL: deps.databaseUrl })
    onTestFinished(() => void child.kill('SIGKILL'))
    await expect.poll(() => readdir(folder)).toHaveLength(1)
    child.kill('SIGKILL')
    await child.ended
  })
  const [left = ''] = await readdir(folder)
  expect(left).toMatch(/^a\.rekey\.[0-9a-f]{8}\.partial$/)
  expect((await backUp(deps.databaseUrl, path)).at(-1)).toContain(`killed or are running: ${left}.`)
  expect(await readdir(folder)).toEqual(['a.rekey', left])
})

test('a backup whose reader has ended is refused in words', async () => {
  const env = { DATABASE_URL: deps.databaseUrl }
  const child = spawnCommand(['backup', '-'], env)
  child.stdout.destroy()
  expect(await text(child.stderr)).toBe(
    "Standard output can't be written: the program that reads it has ended. No backup was made.\n",
  )
  await child.ended
  expect(child.exitCode).toBe(1)
})

test('a restore that is killed in the middle changes nothing', async () => {
  await backUp(deps.databaseUrl, path)
  await createUser(deps)
  const before = await readEveryTable(deps.databaseUrl)
  await withDatabase(deps.databaseUrl, async (client) => {
    // The restore has dropped the tables when it waits for this lock.
    await client.query('BEGIN')
    await client.query('LOCK TABLE pgboss.version')
    const env = { DATABASE_URL: deps.databaseUrl, DATA_DIR: folder }
    const child = spawnCommand(['restore', path, '--replace', database()], env)
    onTestFinished(() => void child.kill('SIGKILL'))
    // Within a transaction, pg_stat_activity stays as it was first seen.
    const waiting = () =>
      deps.db.$queryRaw`
        SELECT 1 FROM pg_stat_activity WHERE query LIKE 'DROP SCHEMA%' AND wait_event_type = 'Lock'`
    await expect.poll(waiting).toHaveLength(1)
    child.kill('SIGKILL')
    await child.ended
    await client.query('ROLLBACK')
  })
  expect(await readEveryTable(deps.databaseUrl)).toEqual(before)
})
