import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptedMessage } from '../../testing/accepted-message.ts'
import { createManyUsers } from '../../testing/many-users.ts'
import { createTestApp, createUser, type TestApp } from '../../testing/test-app.ts'
import { day, hour, later, minute } from '../lib/clock.ts'
import {
  addUpChanges,
  countUsersByMeasure,
  mendUserCounts,
  sumByPeriod,
} from './activity-counts.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(() => service.close())

const users = async () => {
  const counts = await countUsersByMeasure(service.deps.db)
  return Object.fromEntries(counts.filter(({ count }) => count !== 0).map(Object.values))
}

const sums = async () => {
  const { db, clock } = service.deps
  const counts = await sumByPeriod(db, [later(clock.now(), -day)], later(clock.now(), day))
  return Object.fromEntries(counts.map(({ measure, count }) => [measure, count]))
}

/** What a hanging test may take, not what this should. */
const transactionOptions = { timeout: 300_000 }

test('fifty requests end while another act, which counts the same, is not committed', async () => {
  const { db } = service.deps
  await db.$transaction(async (tx) => {
    await acceptedMessage({ ...service.deps, db: tx as typeof db }, { status: 'not-sent' })
    await createUser({ ...service.deps, db: tx as typeof db })
    // Five at a time, so that none waits for a connection.
    for (let round = 0; round < 10; round += 1) {
      const names = [1, 2, 3, 4, 5].map((number) => `nobody-${round}-${number}@northwind.example`)
      await Promise.all(names.map((name) => service.openReset(name)))
    }
    expect(await sums()).toMatchObject({ 'resets.requested': 50, 'mails.not-sent': 50 })
  }, transactionOptions)
  expect(await sums()).toMatchObject({ 'resets.requested': 50, 'mails.not-sent': 51 })
})

test('changes are added up once, also if several workers do it at the same time', async () => {
  const { db } = service.deps
  const before = await sums()
  const added = await Promise.all(Array.from({ length: 4 }, () => addUpChanges(db, 20)))
  expect(added.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0)
  while ((await addUpChanges(db, 20)) > 0);
  expect(await sums()).toEqual(before)
  const quarters = await db.activityCount.findMany({ where: { measure: 'resets.requested' } })
  expect(quarters).toHaveLength(1)
  expect(quarters[0]?.at.getUTCMinutes()).toBe(0)
})

test('an act that is undone counts nothing', async () => {
  const before = [await sums(), await users()]
  const undone = service.deps.db.$transaction(async (tx) => {
    await createUser({ ...service.deps, db: tx as typeof service.deps.db })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect([await sums(), await users()]).toEqual(before)
})

test('an import of many users counts them in one change', async () => {
  const { db } = service.deps
  const { 'users.none.password': before = 0 } = await users()
  await createManyUsers(service.databaseUrl, 1_000)
  expect((await users())['users.none.password']).toBe(before + 1_000)
  const changes = await db.$queryRaw<{ change: number }[]>`
    SELECT change FROM activity_changes WHERE measure = 'users.none.password'`
  expect(changes.map(({ change }) => change)).toContain(1_000)
})

test('numbers of users that are wrong are mended, and right ones stay', async () => {
  const { db } = service.deps
  const right = await users()
  expect(await mendUserCounts(db)).toBe(0)
  await db.$executeRaw`
    INSERT INTO activity_changes (measure, at, change)
    VALUES ('users.set.password', 'infinity', 7), ('users.set.gone', 'infinity', -2)`
  expect(await mendUserCounts(db)).toBe(2)
  expect(await users()).toEqual(right)
})

test('the migration counts what was stored before', async () => {
  const { db, clock } = service.deps
  const at = new Date()
  service.clock.advance(at.getTime() - clock.now().getTime())
  const { id: userId } = await createUser(service.deps)
  await acceptedMessage(service.deps, { userId, status: 'delivered', askedAt: at })
  await acceptedMessage(service.deps, { userId, askedAt: later(at, -101 * day) })
  const inHour = new Date(Math.floor(at.getTime() / hour) * hour)
  await db.auditEvent.createMany({
    data: [
      { at, action: 'session.started', details: { method: 'temporary-password' } },
      { at, action: 'session.started', details: {} },
      { at, action: 'password-reset.completed', details: {} },
      { at, action: 'password-reset.disowned', details: {} },
      { at, action: 'sign-in.failed', details: { count: 1, hour: inHour.toISOString() } },
      {
        at,
        action: 'sign-in.failed',
        details: { count: 9, hour: later(inHour, -hour).toISOString() },
      },
    ],
  })
  await db.auditCount.create({
    data: { action: 'sign-in.failed', userId, facts: '{}', hour: inHour, count: 4 },
  })
  const before = await users()
  await db.$executeRaw`DELETE FROM activity_counts`
  await db.$executeRaw`DELETE FROM activity_changes`
  await db.$executeRawUnsafe(await backfill())
  expect(await users()).toEqual(before)
  const start = later(inHour, -2 * hour)
  const counts = await sumByPeriod(db, [start], later(at, 15 * minute))
  expect(Object.fromEntries(counts.map(({ measure, count }) => [measure, count]))).toEqual({
    'mails.delivered': 1,
    'resets.completed': 1,
    'resets.disowned': 1,
    'resets.requested': 1,
    'sign-ins.failed': 13,
    'sign-ins.succeeded': 2,
    'temporary-passwords.used': 1,
  })
})

/** The last statement of the migration. */
async function backfill(): Promise<string> {
  const folder = join(import.meta.dirname, '../../../../prisma/migrations/0026_activity_counts')
  const sql = await readFile(join(folder, 'migration.sql'), 'utf8')
  return sql.slice(sql.lastIndexOf('INSERT INTO activity_counts'))
}
