import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../../testing/test-database.ts'
import { withClient } from '../lib/connection.ts'
import { requireUsableDatabase } from './require-usable-database.ts'

async function prepared(sql: string): Promise<string> {
  const database = await createTestDatabase({ isEmpty: true })
  onTestFinished(() => database.drop())
  await withClient(database.url, (client) => client.query(sql))
  return database.url
}

test.each(['SELECT', 'CREATE EXTENSION pg_trgm', 'CREATE EXTENSION pg_trgm SCHEMA pg_catalog'])(
  'a database is usable after %s',
  async (sql) => {
    await requireUsableDatabase(await prepared(sql))
  },
)

test('pg_trgm in a schema of its own is told before anything is migrated', async () => {
  const url = await prepared('CREATE SCHEMA extensions; CREATE EXTENSION pg_trgm SCHEMA extensions')
  await expect(requireUsableDatabase(url)).rejects.toThrow(
    'DATABASE_URL: pg_trgm is in the schema extensions. Move it: ALTER EXTENSION pg_trgm SET SCHEMA public;',
  )
  await withClient(url, (client) => client.query('ALTER EXTENSION pg_trgm SET SCHEMA public'))
  await requireUsableDatabase(url)
})

test('a database without the schema public is told', async () => {
  await expect(requireUsableDatabase(await prepared('DROP SCHEMA public'))).rejects.toThrow(
    'DATABASE_URL: the database has no schema public.',
  )
})
