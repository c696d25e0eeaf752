import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createUser } from '../../../testing/test-app.ts'
import { openTestDeps, type TestDeps } from '../../../testing/test-deps.ts'
import { recordHashScheme } from '../../models/foreign-hashes.ts'
import { checkImportedHashes } from './check-imported-hashes.ts'

let deps: TestDeps
let pool: pg.Pool
beforeAll(async () => {
  deps = await openTestDeps()
  pool = new pg.Pool({ connectionString: deps.databaseUrl })
})
afterAll(async () => {
  await pool.end()
  await deps.close()
})

test('doctor tells how many imported hashes are left and what a check of them takes', async () => {
  expect(await checkImportedHashes(pool)).toMatchObject({ outcome: 'ok', detail: 'none' })
  const imported = { passwordHash: 'any', foreignScheme: 'bcrypt-12' }
  await createUser(deps, imported)
  await createUser(deps, imported)
  await recordHashScheme(deps.db, { label: 'bcrypt-12', milliseconds: 249.6, at: new Date() })
  const { detail } = await checkImportedHashes(pool)
  expect(detail).toBe('2 × bcrypt-12 (250 ms); each sign-in computes the slowest of each kind')
})
