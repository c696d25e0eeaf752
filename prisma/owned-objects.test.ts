import { expect, test } from 'vitest'
import { withDatabase } from '../apps/api/testing/every-table.ts'
import { createTestDatabase } from '../apps/api/testing/test-database.ts'
import { readMigrations } from './migrate.ts'
import { ownedObjects } from './owned-objects.ts'

test('they are what the migrations leave in a database', async () => {
  const database = await createTestDatabase()
  const owned = ownedObjects(await readMigrations())
  const found = await withDatabase(database.url, async (client) => {
    const list = async (sql: string) => (await client.query(sql)).rows.map(({ name }) => name)
    return {
      tables: await list(`
        SELECT relname AS name FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
          AND relname <> '_prisma_migrations'`),
      // Those of extensions are in C.
      functions: await list(`
        SELECT proname AS name FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND probin IS NULL`),
    }
  })
  await database.drop()
  expect(new Set(found.tables)).toEqual(new Set(owned.tables))
  // Later migrations have dropped some.
  expect(owned.functions).toEqual(expect.arrayContaining(found.functions))
})
