import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { type OpenDatabase, openDatabase, sql } from './database.ts'
import type { Driver } from './statements.ts'

let server: TestDatabase
let database: OpenDatabase
let driver: Driver

beforeAll(async () => {
  server = await createTestDatabase()
  database = openDatabase(server.url, { connections: 2 })
  driver = database.driver
  await driver.$executeRaw`CREATE TABLE things (name text UNIQUE)`
})
afterAll(async () => {
  await database.close()
  await server.drop()
})

const listNames = async () =>
  (await driver.$queryRaw<{ name: string }[]>`SELECT name FROM things ORDER BY name`).map(
    ({ name }) => name,
  )

test('values arrive in the same form as from the other client', async () => {
  const values = [new Date(1_700_000_000_123), Buffer.from([1, 255]), ['a', 'b"c'], 7, true, null]
  const [when, bytes, texts, count, flag, missing] = values
  const query = sql`
    SELECT ${when}::timestamptz AS "when", ${bytes}::bytea AS bytes, ${texts}::text[] AS texts,
      ${count}::int AS count, ${flag}::boolean AS flag, ${missing}::uuid AS missing,
      9007199254740993::bigint AS large, ARRAY[1, 2] AS list,
      json_build_object('a', 1) AS json, 'x'::text AS text`
  const [ours] = await driver.$queryRaw<Record<string, unknown>[]>(query)
  const [theirs] = await database.db.$queryRaw<Record<string, unknown>[]>(query)
  // A Buffer is a Uint8Array, but not for a strict comparison.
  expect(Buffer.compare(ours?.bytes as Buffer, theirs?.bytes as Uint8Array)).toBe(0)
  expect({ ...ours, bytes }).toEqual({ ...theirs, bytes })
})

test('rows are found by an index, also in a table that was almost empty', async () => {
  const plan = await driver.$queryRaw<{ 'QUERY PLAN': string }[]>`
    EXPLAIN SELECT FROM things WHERE name = ${'one'}`
  const steps = plan.map((row) => row['QUERY PLAN']).join('\n')
  expect(steps).toContain('things_name_key')
  expect(steps).not.toContain('Seq Scan')
})

test('a transaction is committed as a whole, and undone as a whole', async () => {
  await driver.$transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO things VALUES ('one')`
    await tx.$executeRaw`INSERT INTO things VALUES ('two')`
  })
  const failing = driver.$transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO things VALUES ('three')`
    await tx.$executeRaw`INSERT INTO things VALUES ('one')`
  })
  await expect(failing).rejects.toMatchObject({ code: '23505' })
  expect(await listNames()).toEqual(['one', 'two'])
})

test('statements that are sent at once get their own answers, and are undone together', async () => {
  const answers = await driver.$transaction((tx) =>
    Promise.all([tx.$queryRaw`SELECT 1 AS n`, tx.$queryRaw`SELECT 2 AS n`]),
  )
  expect(answers).toEqual([[{ n: 1 }], [{ n: 2 }]])
  const failing = driver.$transaction((tx) =>
    Promise.all([
      tx.$executeRaw`INSERT INTO things VALUES ('one')`,
      tx.$executeRaw`INSERT INTO things VALUES ('four')`,
    ]),
  )
  await expect(failing).rejects.toMatchObject({ code: '23505' })
  expect(await listNames()).toEqual(['one', 'two'])
})

test('a statement that comes after the end of its transaction is refused', async () => {
  const tx = await driver.$transaction(async (tx) => tx)
  await expect(tx.$executeRaw`INSERT INTO things VALUES ('late')`).rejects.toThrow('over')
  expect(await listNames()).toEqual(['one', 'two'])
})

test('a connection that is lost within a transaction is replaced', async () => {
  const lost = driver.$transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO things VALUES ('lost')`
    await tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`
  })
  await expect(lost).rejects.toMatchObject({ code: '57P01' })
  expect(await listNames()).not.toContain('lost')
})
