import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { databaseIn } from './test-database-server.ts'

export type TestDatabase = {
  url: string
  /** Ends what connections are left, and deletes it. */
  drop(): Promise<void>
}

/**
 * A migrated database for one test file, copied from the run's template; create it in `beforeAll`.
 * @param isEmpty without tables, like an operator's new one
 */
export async function createTestDatabase({ isEmpty = false } = {}): Promise<TestDatabase> {
  const { url, template } = inject('testDatabaseServer')
  const name = `rekey_test_${randomBytes(6).toString('hex')}`
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await run(`CREATE DATABASE ${name} TEMPLATE ${isEmpty ? 'template0' : template}`)
  return {
    url: databaseIn(url, name),
    drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}
