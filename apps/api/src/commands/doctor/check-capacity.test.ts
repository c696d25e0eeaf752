import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../../testing/test-app.ts'
import { checkCapacity } from './check-capacity.ts'

let service: TestApp
let pool: pg.Pool

beforeAll(async () => {
  service = await createTestApp()
  pool = new pg.Pool({ connectionString: service.databaseUrl, max: 1 })
})
afterAll(async () => {
  await pool.end()
  await service.close()
})

test('an installation with room is in order', async () => {
  const [finding, ...more] = await checkCapacity(pool)
  expect(more).toEqual([])
  expect(finding).toMatchObject({ name: 'capacity', outcome: 'ok' })
  expect(finding?.detail).toMatch(
    /^\d+ of \d+ connections of PostgreSQL are in use; no request waits; users and their indexes take \d+ kB$/,
  )
})

test('a request that waits asks for another worker', async () => {
  await service.send('POST', '/password-resets', { username: 'a@x.example' })
  await pool.query(`UPDATE pgboss.job SET start_after = now() - interval '95 seconds'`)
  const findings = await checkCapacity(pool)
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({ outcome: 'warning' })
  expect(findings[0]?.detail).toMatch(/waiting for 9\d seconds\. Is a worker running\?/)
  await pool.query(`DELETE FROM pgboss.job`)
})

/** Stands for a database with these figures, which a test can't make. */
const withAnswers = (...answers: object[]) =>
  ({ query: () => Promise.resolve({ rows: [answers.shift()] }) }) as unknown as pg.Pool

test.each([
  ['80 of 100', 'warning'],
  ['79 of 100', 'ok'],
])('%s connections in use: %s', async (used, outcome) => {
  const [now, most] = used.split(' of ').map(Number)
  const full = withAnswers({ used: now, most }, { seconds: 0 }, { isMore: false })
  expect((await checkCapacity(full))[0]?.outcome).toBe(outcome)
})

test('users that don’t fit into the memory of PostgreSQL ask for more of it', async () => {
  const small = withAnswers(
    { used: 1, most: 100 },
    { seconds: 0 },
    { users: '900 MB', shared: '128 MB', isMore: true },
  )
  expect((await checkCapacity(small)).map(({ detail }) => detail)).toEqual([
    'Users and their indexes take 900 MB, more than shared_buffers (128 MB). Raise it, so that searches stay fast.',
  ])
})

test('a database without a queue isn’t called in order', async () => {
  const broken = new pg.Pool({ connectionString: service.databaseUrl, max: 1 })
  await broken.query('ALTER TABLE pgboss.job RENAME TO job_away')
  expect(await checkCapacity(broken)).toMatchObject([{ outcome: 'unknown' }])
  await broken.query('ALTER TABLE pgboss.job_away RENAME TO job')
  await broken.end()
})
