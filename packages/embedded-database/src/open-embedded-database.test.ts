import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { findDatabaseRecord, saveDatabaseRecord } from './database-record.ts'
import {
  type EmbeddedDatabase,
  findEmbeddedDatabase,
  type OpenOptions,
  openEmbeddedDatabase,
} from './open-embedded-database.ts'
import { findPostmaster } from './postmaster.ts'
import { removeEmbeddedDatabase } from './remove-embedded-database.ts'

let dataDir: string
const opened: EmbeddedDatabase[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rekey-embedded-'))
  const { url, close } = await openEmbeddedDatabase(dataDir, { role: 'owner' })
  await query(url, 'CREATE TABLE kept (word text)')
  await close()
  return () => removeEmbeddedDatabase(dataDir)
})

afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
})

describe('what it is', () => {
  test('only its owner can read DATA_DIR and the password', async () => {
    await open()
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700)
    expect((await stat(join(dataDir, 'database.json'))).mode & 0o777).toBe(0o600)
  })

  test('it is UTF-8 and durable, listens on loopback alone, and wants its password', async () => {
    const { url } = await open()
    const [shown] = await query(
      url,
      `SELECT current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
        current_setting('listen_addresses') AS addresses,
        current_setting('unix_socket_directories') AS sockets`,
    )
    expect(shown).toEqual({ encoding: 'UTF8', fsync: 'on', addresses: '127.0.0.1', sockets: '' })
    const guessed = new URL(url)
    guessed.password = 'password'
    await expect(query(guessed.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/)
  })

  test('its log quotes no row and no statement', async () => {
    const { url } = await open()
    await query(url, 'CREATE TABLE once (word text PRIMARY KEY)')
    await query(url, "INSERT INTO once VALUES ('planted-secret')")
    await expect(query(url, "INSERT INTO once VALUES ('planted-secret')")).rejects.toThrow()
    await query(url, 'DROP TABLE once')
    const log = await readFile(join(dataDir, 'postgresql.log'), 'utf8')
    expect(log).toContain('duplicate key')
    expect(log).not.toContain('planted-secret')
  })

  test('it keeps port, password and rows from one start to the next', async () => {
    const before = await open()
    await query(before.url, "INSERT INTO kept VALUES ('across a restart')")
    await before.close()
    const after = await open()
    expect(after).toMatchObject({ how: 'started', url: before.url })
    expect(await query(after.url, "SELECT FROM kept WHERE word = 'across a restart'")).toHaveLength(
      1,
    )
  })

  test('it moves to another port when the remembered one is taken', async () => {
    const before = await open()
    await before.close()
    const taken = createServer().listen(Number(new URL(before.url).port), '127.0.0.1')
    onTestFinished(() => void taken.close())
    await once(taken, 'listening')
    const after = await open()
    expect(new URL(after.url).port).not.toBe(new URL(before.url).port)
    expect(await findEmbeddedDatabase(dataDir)).toBe(after.url)
  })
})

describe('kill -9', () => {
  test('of the server leaves a database that the next start adopts, with every commit', async () => {
    const { child, url } = await holdInAnotherProcess()
    await query(url, "INSERT INTO kept VALUES ('just before the kill')")
    await kill(child)
    const next = await open()
    expect(next).toMatchObject({ how: 'adopted', url })
    expect(
      await query(next.url, "SELECT FROM kept WHERE word = 'just before the kill'"),
    ).toHaveLength(1)
    await next.close()
    expect(await findEmbeddedDatabase(dataDir)).toBeNull()
  })

  test('of server and PostgreSQL at once loses no commit', async () => {
    const { child, url } = await holdInAnotherProcess()
    await query(url, "INSERT INTO kept VALUES ('before both kills')")
    const { pid } = await requireRunning()
    await kill(child)
    process.kill(pid, 'SIGKILL')
    const next = await open()
    expect(next.how).toBe('started')
    expect(await query(next.url, "SELECT FROM kept WHERE word = 'before both kills'")).toHaveLength(
      1,
    )
  })

  test('a left-over pid file whose process id is another program by now is no obstacle', async () => {
    const { home, close } = await open()
    const pidFile = join(home, 'cluster/postmaster.pid')
    const lines = (await readFile(pidFile, 'utf8')).split('\n')
    await close()
    await writeFile(pidFile, [process.pid, ...lines.slice(1)].join('\n'))
    expect((await open()).how).toBe('started')
  })
})

describe('who may use it', () => {
  test('of two starts on one DATA_DIR the second is told who holds it', async () => {
    const { child, url } = await holdInAnotherProcess()
    const second = openEmbeddedDatabase(dataDir, { role: 'owner' })
    await expect(second).rejects.toThrow(
      new RegExp(`process ${child.pid}, at http://held, its PostgreSQL on port ${portOf(url)}`),
    )
    await kill(child)
  })

  test('of two starts at the same moment exactly one gets it', async () => {
    const both = await Promise.allSettled([open(), open()])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('a symbolic link to DATA_DIR is the same DATA_DIR', async () => {
    const link = `${dataDir}-link`
    await symlink(dataDir, link)
    onTestFinished(() => rm(link))
    const { url } = await open()
    await expect(openEmbeddedDatabase(link, { role: 'owner' })).rejects.toThrow(/already running/)
    expect(await findEmbeddedDatabase(link)).toBe(url)
  })

  test('a command starts it for its own run, and stops it at the end', async () => {
    expect(await findEmbeddedDatabase(dataDir)).toBeNull()
    const command = await open({ role: 'guest' })
    expect(await findEmbeddedDatabase(dataDir)).toBe(command.url)
    await command.close()
    expect(await findEmbeddedDatabase(dataDir)).toBeNull()
  })

  test('a command attaches to the running one, and leaves it running', async () => {
    const server = await open()
    const command = await open({ role: 'guest' })
    expect(command).toMatchObject({ how: 'adopted', url: server.url })
    await command.close()
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('a command that still runs keeps it up when the server stops', async () => {
    const server = await open()
    const command = await open({ role: 'guest' })
    await server.close()
    expect(await query(command.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await command.close()
    expect(await findEmbeddedDatabase(dataDir)).toBeNull()
  })
})

describe('what was moved or deleted', () => {
  test('a DATA_DIR whose cluster is gone is a fault, not an empty database', async () => {
    const { home, close } = await open()
    await close()
    await rename(home, `${home}.hidden`)
    await expect(open()).rejects.toThrow(/should be in .* but it is missing/)
    await rename(`${home}.hidden`, home)
  })

  test('a cluster that no DATA_DIR points to is set aside, not deleted', async () => {
    const { home, close } = await open()
    await close()
    const record = await findDatabaseRecord(dataDir)
    await rm(join(dataDir, 'database.json'))
    const fresh = await open()
    expect(fresh.how).toBe('created')
    await fresh.close()

    const [aside] = (await readdir(dirname(home))).filter((name) =>
      name.startsWith(`${basename(home)}.left-over-`),
    )
    await rm(home, { recursive: true })
    await rename(join(dirname(home), aside ?? ''), home)
    if (record) await saveDatabaseRecord(dataDir, record)
    expect(await query((await open()).url, 'SELECT FROM kept LIMIT 1')).toHaveLength(1)
  })
})

async function open(options: OpenOptions = { role: 'owner' }): Promise<EmbeddedDatabase> {
  const database = await openEmbeddedDatabase(dataDir, options)
  opened.push(database)
  return database
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function holdInAnotherProcess(): Promise<{ child: ChildProcess; url: string }> {
  const script = join(import.meta.dirname, '../testing/hold-database.ts')
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, url: JSON.parse(line).url }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function requireRunning() {
  const record = await findDatabaseRecord(dataDir)
  const running = await findPostmaster(join(record?.home ?? '', 'cluster'))
  if (!running) throw new Error('no PostgreSQL runs')
  return running
}

function portOf(url: string): string {
  return new URL(url).port
}
