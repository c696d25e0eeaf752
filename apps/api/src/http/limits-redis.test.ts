import { Redis } from 'ioredis'
import { pino } from 'pino'
import { beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { createRedisServer, type RedisServer } from '../../testing/redis-server.ts'
import { openTcpLine } from '../../testing/tcp-line.ts'
import { systemClock } from '../lib/clock.ts'
import { createMemoryCounter } from './limits-memory.ts'
import { createRedisCounter } from './limits-redis.ts'

let redis: RedisServer
beforeAll(async () => {
  redis = await createRedisServer()
  return () => redis.stop()
})
beforeEach(() => redis.start())

/** An instance. `told` is what it logged; `passing` tells how many of these calls pass. */
async function openInstance(url = redis.url) {
  const told: string[] = []
  const log = pino({}, { write: (line) => void told.push(JSON.parse(line).msg) })
  const counter = createRedisCounter(url, createMemoryCounter(systemClock), log)
  onTestFinished(() => counter.close())
  await counter.opened()
  const passing = async (count: number, key: string) => {
    const waits = await Promise.all(
      Array.from({ length: count }, () => counter.take(key, 10, 60_000)),
    )
    return waits.filter((wait) => wait === 0).length
  }
  return { told, passing, take: counter.take }
}

test('while Redis is gone each instance limits by itself; then they share again', async () => {
  const [one, other] = [await openInstance(), await openInstance()]
  const bothSay = (words: string) =>
    vi.waitFor(
      () => expect([one.told, other.told].map((told) => told.at(-1))).toEqual([words, words]),
      60_000,
    )
  expect(await one.passing(15, 'shared')).toBe(10)
  expect(await other.passing(15, 'shared')).toBe(0)
  await redis.stop()
  expect(await one.passing(15, 'alone')).toBe(10)
  expect(await other.passing(15, 'alone')).toBe(10)
  await bothSay('Redis does not answer, so each instance counts on its own')
  await redis.start()
  await bothSay('Redis answers again, so instances share per-IP limits again')
  expect(await one.passing(15, 'again')).toBe(10)
  expect(await other.passing(15, 'again')).toBe(0)
})

test('a Redis that hangs delays calls once, for a moment; the limit stays', async () => {
  const instance = await openInstance()
  redis.signal('SIGSTOP')
  const startedAt = performance.now()
  expect(await instance.passing(15, 'hanging')).toBe(10)
  const first = performance.now() - startedAt
  expect(await instance.passing(15, 'hanging-still')).toBe(10)
  const second = performance.now() - startedAt - first
  redis.signal('SIGCONT')
  expect(second).toBeLessThan(first)
  expect(instance.told).toEqual(['Redis does not answer, so each instance counts on its own'])
})

test('an answer says how long to wait, and keys vanish with their window', async () => {
  const instance = await openInstance()
  for (let call = 0; call < 3; call += 1) expect(await instance.take('long', 3, 900_000)).toBe(0)
  const wait = await instance.take('long', 3, 900_000)
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(900_000)
  for (let call = 0; call < 4; call += 1) await instance.take('short', 3, 300)
  await expect.poll(() => instance.take('short', 3, 300)).toBe(0)
})

test('after a failover that keeps its connection open, an instance finds the new primary', async () => {
  const [old, next] = [await createRedisServer(), await createRedisServer()]
  onTestFinished(async () => void (await Promise.all([old.stop(), next.stop()])))
  await Promise.all([old.start(), next.start()])
  // As the name of a managed Redis, which leads to the new primary.
  const name = await openTcpLine(old.url)
  onTestFinished(() => name.close())
  const { told, take } = await openInstance(name.url)
  expect(await take('moved', 10, 60_000)).toBe(0)
  const admin = new Redis(old.url)
  onTestFinished(() => admin.disconnect())
  await admin.replicaof('127.0.0.1', new URL(next.url).port)
  name.leadTo(next.url)
  expect(await take('moved', 10, 60_000)).toBe(0)
  await vi.waitFor(() => expect(told.at(-1)).toMatch(/^Redis answers again/), 10_000)
  expect(told).toHaveLength(2)
  expect(await take('moved', 1, 60_000)).toBe(0)
  expect(await take('moved', 1, 60_000)).toBeGreaterThan(0)
})

test('a Redis whose user may not count is named at the start', async () => {
  const admin = new Redis(redis.url)
  onTestFinished(() => admin.disconnect())
  await admin.call(
    'ACL',
    'SETUSER',
    'reader',
    'on',
    '>secret',
    '~*',
    '+@read',
    '+@connection',
    '+info',
  )
  const { told, passing } = await openInstance(redis.url.replace('//', '//reader:secret@'))
  expect(told).toEqual(['Redis does not answer, so each instance counts on its own'])
  expect(await passing(15, 'reader')).toBe(10)
  expect(told).toHaveLength(1)
})
