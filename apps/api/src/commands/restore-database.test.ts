import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import {
  fillEveryTable,
  readEveryTable,
  readSchema,
  withDatabase,
} from '../../testing/every-table.ts'
import { createTestApp, createUser, type TestApp } from '../../testing/test-app.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import { sealAudit } from '../features/audit/seal-audit.ts'
import { verifyAudit } from '../features/audit/verify-audit.ts'
import { markRunning } from '../lib/instance-lock.ts'
import { recordAudit } from '../models/audit.ts'
import { backUp } from './back-up-database.ts'
import { createAdmin } from './create-admin.ts'
import { type RestoreOptions, restore } from './restore-database.ts'

let service: TestApp
let path: string
beforeEach(async () => {
  service = await createTestApp()
  const folder = await mkdtemp(join(tmpdir(), 'rekey-backup-'))
  path = join(folder, 'a.rekey')
  onTestFinished(async () => {
    await service.close()
    await rm(folder, { recursive: true })
  })
})

async function createEmptyDatabase(): Promise<string> {
  const target = await createTestDatabase({ isEmpty: true })
  onTestFinished(() => target.drop())
  return target.url
}

const nameOf = (url: string) => new URL(url).pathname.slice(1)
const restoreInto = (url: string, options: RestoreOptions = {}) =>
  restore(service.deps.config, url, path, options)
const restoreHere = (options: RestoreOptions = {}) =>
  restoreInto(service.databaseUrl, { ...options, replace: nameOf(service.databaseUrl) })

async function mailedTo(username: string) {
  const [mail] = await service.mailsTo(username)
  if (!mail) throw new Error('No mail came')
  return { token: /#(\S+)/.exec(mail.text)?.[1], code: /^\s*(\d{6})\s*$/m.exec(mail.text)?.[1] }
}

const verifyCode = async (secrets: object) =>
  (await service.send('POST', '/password-resets/verify-code', secrets)).status

test('every row of every table comes back, and the schema is as a migration makes it', async () => {
  await fillEveryTable(service.databaseUrl)
  const before = await readEveryTable(service.databaseUrl)
  expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true)
  await backUp(service.databaseUrl, path)
  const url = await createEmptyDatabase()
  await restoreInto(url, { move: true })
  const after = await readEveryTable(url)
  // The restore itself is an event, which is counted.
  const ofRestore = (row: string) => row.includes('backup.restored') || row.startsWith('(audit.')
  for (const [table, rows] of Object.entries(before)) {
    expect(
      after[table]?.filter((row) => !ofRestore(row)),
      table,
    ).toEqual(rows)
  }
  expect(await readSchema(url)).toEqual(await readSchema(service.databaseUrl))
})

test('the audit log is still sealed and append-only, and new events get new ids', async () => {
  const { db } = service.deps
  await createUser(service.deps)
  const at = service.clock.now()
  const id = await recordAudit(db, { action: 'user.created', at, personal: { username: 'Zoë' } })
  await sealAudit(service.deps, { all: true })
  await backUp(service.databaseUrl, path)
  await restoreHere()
  await sealAudit(service.deps, { all: true })
  expect(await verifyAudit(service.deps)).toMatchObject({ faults: [], unverifiable: 0 })
  expect(await recordAudit(db, { action: 'user.created', at })).toBeGreaterThan(id ?? 0n)
  await expect(db.$executeRaw`DELETE FROM audit_events`).rejects.toThrow('append-only')
})

test('what was under way at the time of the backup has ended, except invitations', async () => {
  const mailed = await createUser(service.deps)
  const waiting = await createUser(service.deps)
  const signedIn = await createUser(service.deps)
  await service.send('POST', '/password-resets', { username: mailed.username })
  await createAdmin({ ...service.deps, databaseUrl: service.databaseUrl }, 'invited@b.example')
  await service.runJobs()
  const secrets = [await mailedTo(mailed.username), await mailedTo('invited@b.example')]
  await service.openReset(waiting.username)
  const data = { username: signedIn.username, password: 'correct horse battery' }
  const { cookies } = await service.send('POST', '/sessions', data)
  await backUp(service.databaseUrl, path)
  await restoreHere()
  await service.runJobs()
  expect(await Promise.all(secrets.map(verifyCode))).toEqual([400, 200])
  expect(await service.mailsTo(waiting.username)).toEqual([])
  const [mail] = await service.deps.db.message.findMany({ where: { userId: waiting.id } })
  expect(mail).toMatchObject({ status: 'not-sent', reason: 'cancelled' })
  expect((await service.send('GET', '/sessions/current', undefined, cookies)).status).toBe(401)
  expect((await service.send('POST', '/sessions', data)).status).toBe(201)
})

test('campaigns, batches and recoveries that were under way don’t go on by themselves', async () => {
  await fillEveryTable(service.databaseUrl)
  // Not by the client, which refuses arrays that hold a null.
  const run = (sql: string) => withDatabase(service.databaseUrl, (client) => client.query(sql))
  await run(`
    UPDATE reset_campaigns SET status = 'running', is_reminding = true;
    UPDATE user_batches SET status = 'running';
    UPDATE user_batch_users SET outcome = 'waiting';
    UPDATE factor_recoveries SET closed_at = NULL;
    UPDATE recovery_addresses SET counts_from = now() + interval '1 hour'`)
  await backUp(service.databaseUrl, path)
  await restoreHere()
  const { rows } = await run(`
    SELECT c.status AS campaign, is_reminding, b.status AS batch, ip, outcome,
      (SELECT count(*)::int FROM factor_recoveries WHERE closed_at IS NULL) AS recoveries,
      (SELECT count(*)::int FROM recovery_addresses) AS addresses
    FROM reset_campaigns c, user_batches b, user_batch_users`)
  const ended = { campaign: 'paused', batch: 'stopped', outcome: 'stopped', ip: null }
  expect(rows).toEqual([{ ...ended, is_reminding: false, recoveries: 0, addresses: 0 }])
})

test('after a move, links and sessions live on, and each waiting mail is sent once', async () => {
  const [mailed, waiting] = [await createUser(service.deps), await createUser(service.deps)]
  await service.send('POST', '/password-resets', { username: mailed.username })
  await service.runJobs()
  await service.openReset(waiting.username)
  const data = { username: mailed.username, password: 'correct horse battery' }
  const { cookies } = await service.send('POST', '/sessions', data)
  await backUp(service.databaseUrl, path)
  await restoreHere({ move: true })
  await service.runJobs()
  expect(await verifyCode(await mailedTo(mailed.username))).toBe(200)
  expect(await verifyCode(await mailedTo(waiting.username))).toBe(200)
  expect(await service.mailsTo(waiting.username)).toHaveLength(1)
  expect((await service.send('GET', '/sessions/current', undefined, cookies)).status).toBe(200)
})

test('it says whether the server keys of the data are here', async () => {
  const at = service.clock.now()
  await recordAudit(service.deps.db, { action: 'user.created', at })
  await sealAudit(service.deps, { all: true })
  await backUp(service.databaseUrl, path)
  const replace = nameOf(service.databaseUrl)
  const last = async (id: string, byte: number) => {
    const secretKeys = [{ id, secret: Buffer.alloc(32, byte) }] as const
    const config = { ...service.deps.config, secretKeys }
    return (await restore(config, service.databaseUrl, path, { replace })).at(-1)
  }
  expect(await last('test', 7)).toContain('All server keys that the data needs are here')
  expect(await last('other', 7)).toContain('Server keys are missing: test.')
  expect(await last('test', 8)).toContain('other server keys of the same names')
})

test('users are replaced only if the database is named', async () => {
  const kept = await createUser(service.deps)
  await backUp(service.databaseUrl, path)
  const later = await createUser(service.deps)
  const name = nameOf(service.databaseUrl)
  await expect(restoreInto(service.databaseUrl)).rejects.toThrow(
    `The database ${name} has 2 users.`,
  )
  await expect(restoreInto(service.databaseUrl, { replace: 'rekey' })).rejects.toThrow(
    `--replace names rekey, but the database is ${name}.`,
  )
  await restoreHere()
  const users = await service.deps.db.user.findMany()
  expect(users.map(({ id }) => id)).toEqual([kept.id])
  expect(users).not.toContainEqual(later)
})

test('tables of another program are never deleted, not even if the database is named', async () => {
  await backUp(service.databaseUrl, path)
  const url = await createEmptyDatabase()
  const run = (sql: string) => withDatabase(url, (client) => client.query(sql))
  await run('CREATE TABLE users (id int); INSERT INTO users VALUES (1); CREATE SCHEMA pgboss')
  const refusal = `The database ${nameOf(url)} belongs to another program: it has the table users, the schema pgboss.`
  await expect(restoreInto(url)).rejects.toThrow(refusal)
  await expect(restoreInto(url, { replace: nameOf(url) })).rejects.toThrow(refusal)
  expect((await run('SELECT id FROM users')).rows).toEqual([{ id: 1 }])
})

test('a database on which a server runs is refused', async () => {
  await backUp(service.databaseUrl, path)
  await withDatabase(service.databaseUrl, async (client) => {
    await markRunning(client)
    await expect(restoreHere()).rejects.toThrow('A server or a worker is running')
  })
  await restoreHere()
})

test('tables of the operator stay, and one that depends on ours is named', async () => {
  await backUp(service.databaseUrl, path)
  const run = (sql: string) => withDatabase(service.databaseUrl, (client) => client.query(sql))
  await run('CREATE TABLE notes (id int); CREATE VIEW report AS SELECT count(*) FROM users')
  await expect(restoreHere()).rejects.toThrow('view report depends on table users')
  await run('DROP VIEW report')
  await restoreHere()
  expect((await run('SELECT FROM notes')).rowCount).toBe(0)
})
