import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { asDatabase, type OpenDatabase, openDatabase, type Transaction } from './database.ts'

let server: TestDatabase
let database: OpenDatabase

beforeAll(async () => {
  server = await createTestDatabase()
  database = openDatabase(server.url, { connections: 2 })
  await database.db.$executeRaw`CREATE TABLE things (name text UNIQUE)`
})
afterAll(async () => {
  await database.close()
  await server.drop()
})

const add = (tx: Transaction, name: string) => tx.$executeRaw`INSERT INTO things VALUES (${name})`

const fail = (tx: Transaction, name: string) =>
  asDatabase(tx).$transaction(async (inner) => {
    await add(inner, name)
    throw new Error('refused')
  })

test('an act that fails undoes all of it, and an act within it that failed before', async () => {
  const names = await database.db.$transaction(async (tx) => {
    await add(tx, 'before')
    const act = asDatabase(tx).$transaction(async (outer) => {
      await add(outer, 'outer')
      await expect(fail(outer, 'inner')).rejects.toThrow('refused')
      throw new Error('refused too')
    })
    await expect(act).rejects.toThrow('refused too')
    await add(tx, 'after')
    return tx.$queryRaw<{ name: string }[]>`SELECT name FROM things ORDER BY name`
  })
  expect(names.map(({ name }) => name)).toEqual(['after', 'before'])
})
