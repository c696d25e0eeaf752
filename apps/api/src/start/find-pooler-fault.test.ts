import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { withDatabase } from '../../testing/every-table.ts'
import { openPooler } from '../../testing/pooler.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { findPoolerFault } from './find-pooler-fault.ts'
import { requireUsableDatabase } from './require-usable-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function openBefore(mode: 'session' | 'transaction'): Promise<string> {
  const pooler = await openPooler(database.url, mode)
  onTestFinished(() => pooler.close())
  return pooler.url
}

test('without a pooler there is no fault', async () => {
  expect(await findPoolerFault(database.url)).toBeNull()
})

test('a pooler that shares sessions is refused', async () => {
  const url = await openBefore('transaction')
  await expect(requireUsableDatabase(url)).rejects.toThrow(
    /^DATABASE_URL: a pooler runs .* With PgBouncer, set pool_mode = session\.$/,
  )
})

test('a pooler that drops our settings is refused until the commands that it names were run', async () => {
  const url = await openBefore('session')
  const fault = await findPoolerFault(url)
  expect(fault).toContain('a pooler drops the settings of connections')
  const commands = fault?.match(/ALTER ROLE .*$/)?.[0] ?? ''
  expect(commands).toContain("SET search_path = 'public';")
  await withDatabase(database.url, async (client) => {
    // For this database alone: other tests use the same role.
    const name = new URL(database.url).pathname.slice(1)
    await client.query(
      commands.replaceAll(/ALTER ROLE (\S+)/g, `ALTER ROLE $1 IN DATABASE ${name}`),
    )
  })
  expect(await findPoolerFault(url)).toBeNull()
})
