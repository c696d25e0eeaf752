import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../../../testing/test-database.ts'
import { checkCollations } from './check-collations.ts'

test('an order of letters that changed under the indexes is a problem until they are made anew', async () => {
  const database = await createTestDatabase()
  const pool = new pg.Pool({ connectionString: database.url, max: 1 })
  onTestFinished(async () => {
    await pool.end()
    await database.drop()
  })
  expect(await checkCollations(pool)).toMatchObject({ outcome: 'ok' })
  await pool.query(`UPDATE pg_collation SET collversion = '1.0' WHERE collname = 'und-x-icu'`)
  const { outcome, detail } = await checkCollations(pool)
  expect(outcome).toBe('problem')
  const [, commands = ''] =
    /\(1\.0, now [\d.]+\).* superuser of PostgreSQL: (.*)$/.exec(detail) ?? []
  for (const command of commands.split(/(?<=;) /)) await pool.query(command)
  expect(await checkCollations(pool)).toMatchObject({ outcome: 'ok' })
})
