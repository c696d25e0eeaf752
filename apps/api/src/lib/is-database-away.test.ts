import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../../testing/test-database.ts'
import { openDatabase } from './database.ts'
import { isDatabaseAway } from './is-database-away.ts'

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

test('a connection that the server ends is recognised, in the driver and in Prisma', async () => {
  const database = await createTestDatabase()
  const { db, pool, close } = openDatabase(database.url)
  const ended = [
    failureOf(pool.query('SELECT pg_sleep(60)')),
    failureOf(db.$queryRaw`SELECT pg_sleep(60)`),
    failureOf(db.$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(60)`)),
  ]
  const end = () =>
    db.$queryRaw<unknown[]>`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'`
  let endedSoFar = 0
  const endMore = async () => {
    endedSoFar += (await end()).length
    return endedSoFar
  }
  await expect.poll(endMore).toBe(3)
  expect((await Promise.all(ended)).map(isDatabaseAway)).toEqual([true, true, true])
  await close()
  await database.drop()
})

test('a database whose socket in a folder is gone is recognised', async () => {
  const { db, pool, close } = openDatabase('postgresql:///rekey?host=/nonexistent&user=rekey')
  expect(isDatabaseAway(await failureOf(pool.query('SELECT 1')))).toBe(true)
  expect(isDatabaseAway(await failureOf(db.$queryRaw`SELECT 1`))).toBe(true)
  expect(isDatabaseAway(await failureOf(db.settingsRow.findFirst()))).toBe(true)
  await close()
})

test.each([
  ['a changed password', { password: 'changed' }],
  ['a database that was renamed', { pathname: '/elsewhere' }],
  ['a user who may not sign in', { username: 'pg_monitor' }],
])('%s is recognised', async (_what, changed) => {
  const database = await createTestDatabase()
  const url = Object.assign(new URL(database.url), changed).href
  const { db, pool, driver, close } = openDatabase(url)
  const failures = await Promise.all([
    failureOf(pool.query('SELECT 1')),
    failureOf(driver.$queryRaw`SELECT 1`),
    failureOf(db.$queryRaw`SELECT 1`),
    failureOf(db.settingsRow.findFirst()),
    failureOf(db.$transaction((tx) => tx.$queryRaw`SELECT 1`)),
  ])
  expect(failures.map(isDatabaseAway)).toEqual(Array(5).fill(true))
  await close()
  await database.drop()
})

test('a database that does not listen is recognised', async () => {
  const nobody = createServer().listen(0, '127.0.0.1')
  await once(nobody, 'listening')
  const address = nobody.address()
  nobody.close()
  const port = typeof address === 'object' ? address?.port : 0
  const { db, pool, close } = openDatabase(`postgresql://rekey:x@127.0.0.1:${port}/rekey`)
  expect(isDatabaseAway(await failureOf(pool.query('SELECT 1')))).toBe(true)
  expect(isDatabaseAway(await failureOf(db.$queryRaw`SELECT 1`))).toBe(true)
  expect(isDatabaseAway(await failureOf(db.settingsRow.findFirst()))).toBe(true)
  await close()
})

test('an error in a statement is not mistaken for it', async () => {
  const database = await createTestDatabase()
  const { db, pool, close } = openDatabase(database.url)
  expect(isDatabaseAway(await failureOf(pool.query('SELECT 1/0')))).toBe(false)
  expect(isDatabaseAway(await failureOf(db.$queryRaw`SELECT nonsense`))).toBe(false)
  expect(isDatabaseAway(new Error('anything else'))).toBe(false)
  expect(isDatabaseAway(null)).toBe(false)
  await close()
  await database.drop()
})
