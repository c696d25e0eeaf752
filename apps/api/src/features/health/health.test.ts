import fastify from 'fastify'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { openTcpLine } from '../../../testing/tcp-line.ts'
import { createTestDatabase } from '../../../testing/test-database.ts'
import { prepareJobs } from '../../jobs/queues.ts'
import { later, second } from '../../lib/clock.ts'
import { openDatabase } from '../../lib/database.ts'
import { healthRoutes } from './index.ts'

async function openServer() {
  const { url, drop } = await createTestDatabase()
  await prepareJobs(url)
  const line = await openTcpLine(url)
  const { db, pool, close } = openDatabase(line.url)
  let now = new Date()
  const app = fastify()
  healthRoutes(app, { db, clock: { now: () => now }, log: pino({ level: 'silent' }) })
  onTestFinished(async () => {
    line.close()
    await app.close()
    await close()
    await drop()
  })
  const pass = (milliseconds: number) => {
    now = later(now, milliseconds)
  }
  /**
   * Makes its own checks. On a busy machine a check may take too long, so tests repeat it until it
   * succeeds.
   */
  const look = async () => {
    pass(second)
    return app.inject('/readyz')
  }
  const partsOf = async () => (await look()).json().parts
  await expect.poll(async () => (await look()).statusCode, patience).toBe(200)
  return { get: (path: string) => app.inject(path), look, partsOf, pool, pass, line }
}

const patience = { timeout: 20_000, interval: 50 }

test('a server that can work is ready', async () => {
  const { look } = await openServer()
  const allWell = { status: 'ready', parts: { database: 'ok', migrations: 'ok', queue: 'ok' } }
  await expect.poll(async () => (await look()).json(), patience).toEqual(allWell)
  expect((await look()).headers['cache-control']).toBe('no-store')
})

test('checks are a second apart', async () => {
  const { get, look, pool, pass } = await openServer()
  await expect.poll(async () => (await look()).statusCode, patience).toBe(200)
  await pool.query("DELETE FROM _prisma_migrations WHERE migration_name LIKE '0002%'")
  pass(second - 1)
  expect((await get('/readyz')).statusCode).toBe(200)
  pass(1)
  expect((await get('/readyz')).statusCode).toBe(503)
})

test('a pending migration is reported', async () => {
  const { look, partsOf, pool } = await openServer()
  await pool.query("DELETE FROM _prisma_migrations WHERE migration_name LIKE '0002%'")
  const told = { database: 'ok', migrations: 'failed', queue: 'ok' }
  await expect.poll(partsOf, patience).toEqual(told)
  const { statusCode, headers } = await look()
  expect([statusCode, headers['retry-after']]).toEqual([503, '1'])
})

test('a missing queue is reported', async () => {
  const { partsOf, pool } = await openServer()
  await pool.query('DROP SCHEMA pgboss CASCADE')
  await expect.poll(partsOf, patience).toMatchObject({ database: 'ok', queue: 'failed' })
})

test('a database that only reads is reported', async () => {
  const { partsOf, pool } = await openServer()
  // On as many connections as a check needs.
  const setting = Array.from({ length: 3 }, () =>
    pool.query('SET default_transaction_read_only = on'),
  )
  await Promise.all(setting)
  await expect.poll(partsOf, patience).toMatchObject({ database: 'failed', queue: 'ok' })
})

test('a database that falls silent is reported, and /healthz does not query it', async () => {
  const { get, line, look } = await openServer()
  line.silence()
  const ended: string[] = []
  const ready = look().finally(() => ended.push('readyz'))
  const health = get('/healthz').finally(() => ended.push('healthz'))
  expect((await health).json()).toEqual({ status: 'ok' })
  expect((await ready).statusCode).toBe(503)
  expect((await ready).json().parts.database).toBe('failed')
  expect(ended).toEqual(['healthz', 'readyz'])
})
