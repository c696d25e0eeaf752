import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../../../prisma/migrate.ts'
import { readSchema, withDatabase } from '../../testing/every-table.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import { sealAudit } from '../features/audit/seal-audit.ts'
import { verifyAudit } from '../features/audit/verify-audit.ts'
import { prepareJobs } from '../jobs/queues.ts'

/**
 * Databases of released versions, written by those versions with pg_dump: the demo users, a new
 * user, a deleted and a deactivated one, a saved and a living reset, a session, and a request that
 * was stored when the server was killed.
 */
const released = [
  {
    version: '0.1.0',
    at: new Date('2026-11-30T18:04:30Z'),
    token: 'iJpFzmOIQnqPScbCo2idjA.xiP49S9QOzfORqDdoQkEOA',
    code: '434340',
  },
  {
    version: '0.2.0',
    at: new Date('2026-11-30T18:04:30Z'),
    token: 'bEMivo6zQE-FrL-u4Rcp3g.0_AEKp_wjB4MBMPTtJz0Lg',
    code: '266552',
  },
]

const fill = (url: string, version: string) =>
  withDatabase(url, async (client) => {
    const file = new URL(`../../../../prisma/released/${version}.sql.gz`, import.meta.url)
    await client.query('DROP SCHEMA public, pgboss CASCADE; CREATE SCHEMA public')
    await client.query(gunzipSync(await readFile(file)).toString())
  })

const countRows = async ({ deps: { db } }: TestApp) => ({
  users: await db.user.count(),
  organizations: await db.organization.count(),
  messages: await db.message.count(),
  sessions: await db.session.count(),
})

describe.each(released)('an upgrade from $version to now in one step', (release) => {
  let service: TestApp
  beforeAll(async () => {
    service = await createTestApp({}, {}, async (url) => {
      await fill(url, release.version)
      await migrate(url)
      await prepareJobs(url)
    })
    service.clock.advance(release.at.getTime() - service.clock.now().getTime())
    return () => service.close()
  })

  const signIn = async (username: string, password: string) =>
    (await service.send('POST', '/sessions', { username, password })).status

  test('the tables are as in a new database', async () => {
    const database = await createTestDatabase()
    expect(await readSchema(service.databaseUrl)).toEqual(await readSchema(database.url))
    await database.drop()
  })

  test('all rows are there', async () => {
    expect(await countRows(service)).toEqual({
      users: 11,
      organizations: 3,
      messages: 5,
      sessions: 2,
    })
  })

  test('the audit log can be verified, and goes on', async () => {
    await sealAudit(service.deps, { all: true })
    expect(await verifyAudit(service.deps)).toMatchObject({ faults: [], unverifiable: 0 })
  })

  test('passwords sign in, also one that was saved, and no other', async () => {
    expect(await signIn('mika.ito@northwind.example', 'hobiv-tobaf-hizaj-69')).toBe(201)
    expect(await signIn('y.tanaka@northwind.example', 'seven quiet herons wade')).toBe(201)
    expect(await signIn('y.tanaka@northwind.example', 'denad-gobon-kiret-64')).toBe(401)
    expect(await signIn('priya.raman@mail.example', 'domor-hohir-bojef-50')).toBe(401)
  })

  test('a living link saves a password', async () => {
    const { token, code } = release
    const newPassword = 'nine brown otters sing'
    const save = { token, code, newPassword }
    const saved = await service.send('POST', '/password-resets/complete', save)
    expect(saved.status).toBe(200)
    expect(await signIn('jane.doe@northwind.example', newPassword)).toBe(201)
  })

  test('a request that was stored before the upgrade is mailed', async () => {
    await service.runJobs()
    expect(await service.mailsTo('a.okafor@northwind.example')).toHaveLength(1)
  })
})
