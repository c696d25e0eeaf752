import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import fastify from 'fastify'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { prepareJobs } from '../../jobs/jobs.ts'
import { later, second } from '../../lib/clock.ts'
import { openDatabase } from '../../lib/database.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import { healthRoutes } from './index.ts'

/** A TCP line to the database that can fall silent, as a network does. */
async function openLine(target: URL) {
  const sockets = new Set<Socket>()
  const line = createServer((socket) => {
    const upstream = connect(Number(target.port), target.hostname)
    socket.pipe(upstream).pipe(socket)
    for (const end of [socket, upstream]) {
      sockets.add(end)
      end.on('error', () => {})
    }
  }).listen(0, '127.0.0.1')
  await once(line, 'listening')
  const address = line.address()
  if (!address || typeof address === 'string') throw new Error('No port')
  const url = new URL(target)
  url.host = `127.0.0.1:${address.port}`
  const silence = () => {
    for (const socket of sockets) socket.unpipe().pause()
  }
  const close = () => {
    for (const socket of sockets) socket.destroy()
    line.close()
  }
  return { url: url.href, silence, close }
}

async function openServer() {
  const { url, drop } = await createTestDatabase()
  await prepareJobs(url)
  const line = await openLine(new URL(url))
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
  return { get: (path: string) => app.inject(path), pool, pass, line }
}

test('a server that can work is ready', async () => {
  const { get } = await openServer()
  const { statusCode, headers, body } = await get('/readyz')
  expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store'])
  expect(JSON.parse(body)).toEqual({
    status: 'ready',
    parts: { database: 'ok', migrations: 'ok', queue: 'ok' },
  })
})

test('a pending migration is told; looks are a second apart', async () => {
  const { get, pool, pass } = await openServer()
  await get('/readyz')
  await pool.query("DELETE FROM _prisma_migrations WHERE migration_name LIKE '0002%'")
  expect((await get('/readyz')).statusCode).toBe(200)
  pass(second)
  const { statusCode, headers, body } = await get('/readyz')
  expect([statusCode, headers['retry-after']]).toEqual([503, '1'])
  expect(JSON.parse(body).parts).toEqual({ database: 'ok', migrations: 'failed', queue: 'ok' })
})

test('a queue that is not there is told', async () => {
  const { get, pool } = await openServer()
  await pool.query('DROP SCHEMA pgboss CASCADE')
  expect((await get('/readyz')).json().parts).toMatchObject({ database: 'ok', queue: 'failed' })
})

test('a database that falls silent is told within its time, and health does not ask it', async () => {
  const { get, line, pass } = await openServer()
  await get('/readyz')
  line.silence()
  pass(second)
  const startedAt = performance.now()
  const ready = get('/readyz')
  expect((await get('/healthz')).json()).toEqual({ status: 'ok' })
  expect(performance.now() - startedAt).toBeLessThan(1_000)
  expect((await ready).statusCode).toBe(503)
  expect((await ready).json().parts.database).toBe('failed')
  expect(performance.now() - startedAt).toBeLessThan(3_000)
})
