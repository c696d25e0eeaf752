import { type IpLimitName, route } from '@rekey/contracts/route'
import { defaultSettings, type Settings } from '@rekey/contracts/settings'
import fastify from 'fastify'
import { pino } from 'pino'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createRedisServer, type RedisServer } from '../../testing/redis-server.ts'
import { readConfig } from '../config.ts'
import { later, minute, second } from '../lib/clock.ts'
import { limits } from './limits.ts'
import { answerProblems } from './problem.ts'

const contractOf = (limit: IpLimitName | null) =>
  route({
    name: 'test',
    method: 'GET',
    path: '/test',
    summary: 'A test',
    access: 'public',
    limit,
    status: 204,
    answer: null,
    problems: [],
  })

type Options = { env?: Record<string, string>; settings?: Partial<Settings>; trustProxy?: boolean }

/**
 * A server with one route for each budget and one route without. `call` returns status and headers.
 */
async function openServer({ env = {}, settings = {}, trustProxy = false }: Options = {}) {
  let now = new Date('2026-11-21T12:00:00.000Z')
  let document: Settings = { ...defaultSettings, ...settings }
  const app = fastify({ trustProxy })
  answerProblems(app, { publicUrl: 'http://localhost:3000' })
  await limits(app, {
    config: readConfig(env),
    settings: { current: async () => document, requiredSince: async () => ({}) },
    clock: { now: () => now },
    log: pino({ level: 'silent' }),
  })
  for (const name of [...Object.keys(defaultSettings.ipLimits), 'none'] as (
    | IpLimitName
    | 'none'
  )[]) {
    const config = { contract: contractOf(name === 'none' ? null : name) }
    app.get(`/${name}`, { config }, (_request, reply) => reply.status(204).send())
  }
  await app.ready()
  onTestFinished(() => app.close())
  const call = (name: IpLimitName | 'none', remoteAddress = '192.0.2.1', headers = {}) =>
    app.inject({ url: `/${name}`, remoteAddress, headers })
  return {
    call,
    pass: (milliseconds: number) => {
      now = later(now, milliseconds)
    },
    save: (changed: Partial<Settings>) => {
      document = { ...document, ...changed }
    },
    /** How many of these calls pass. */
    async passing(count: number, name: IpLimitName | 'none', ...rest: string[]) {
      const calls = await Promise.all(Array.from({ length: count }, () => call(name, ...rest)))
      return calls.filter(({ statusCode }) => statusCode === 204).length
    },
  }
}

describe('in one process', () => {
  test.each([
    ['passwordResets', 10, 10 * minute],
    ['codeTries', 20, minute],
    ['signIns', 60, minute],
  ] as const)('%s: %i pass, and again after its window', async (name, limit, windowMs) => {
    const server = await openServer()
    expect(await server.passing(limit + 5, name)).toBe(limit)
    server.pass(windowMs - 1)
    expect(await server.passing(1, name)).toBe(0)
    server.pass(1)
    expect(await server.passing(limit + 5, name)).toBe(limit)
  })

  test('the window slides: there is no border at which twice as many pass', async () => {
    const server = await openServer()
    expect(await server.passing(6, 'passwordResets')).toBe(6)
    server.pass(9 * minute)
    expect(await server.passing(10, 'passwordResets')).toBe(4)
    server.pass(minute)
    expect(await server.passing(10, 'passwordResets')).toBe(6)
  })

  test('a call over the limit gets a problem that says when to try again', async () => {
    const server = await openServer()
    await server.passing(10, 'passwordResets')
    server.pass(90 * second + 1)
    const refused = await server.call('passwordResets')
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['content-type']).toContain('application/problem+json')
    expect(refused.headers['retry-after']).toBe('510')
    expect(refused.json()).toMatchObject({ code: 'rate-limited', status: 429 })
  })

  test('refused calls do not count: a client that keeps trying does not wait longer', async () => {
    const server = await openServer()
    await server.passing(100, 'codeTries')
    server.pass(minute)
    expect(await server.passing(1, 'codeTries')).toBe(1)
  })

  test('each budget and each address is counted separately; a route without one is not limited', async () => {
    const server = await openServer()
    await server.passing(10, 'passwordResets')
    expect(await server.passing(1, 'signIns')).toBe(1)
    expect(await server.passing(1, 'passwordResets', '192.0.2.2')).toBe(1)
    expect(await server.passing(200, 'none')).toBe(200)
  })

  test('an IPv6 network of 64 bits counts as one address, and an IPv4 address in IPv6 form as itself', async () => {
    const server = await openServer()
    expect(await server.passing(10, 'passwordResets', '2001:db8::1')).toBe(10)
    expect(await server.passing(1, 'passwordResets', '2001:DB8:0:0:ffff:1:2:3')).toBe(0)
    expect(await server.passing(1, 'passwordResets', '2001:db8:0:1::1')).toBe(1)
    expect(await server.passing(10, 'passwordResets', '::ffff:192.0.2.7')).toBe(10)
    expect(await server.passing(1, 'passwordResets', '192.0.2.7')).toBe(0)
    expect(await server.passing(1, 'passwordResets', '::ffff:192.0.2.8')).toBe(1)
  })

  test.each([
    ['192.0.2.7:49152', '192.0.2.7:50731', '192.0.2.8:49152'],
    ['[2001:db8::1]:49152', '2001:db8::2', '[2001:db8:1::1]'],
  ])('a proxy that names the port too: %s and %s are counted together', async (...named) => {
    const [first, same, other] = named
    const server = await openServer({ trustProxy: true })
    const passes = async (address: string) => {
      const headers = { 'x-forwarded-for': address }
      return (await server.call('passwordResets', '198.51.100.1', headers)).statusCode === 204
    }
    for (let number = 0; number < 10; number += 1) expect(await passes(first)).toBe(true)
    expect(await passes(same)).toBe(false)
    expect(await passes(other)).toBe(true)
  })

  test('a forwarded value that is no address gets no budget of its own', async () => {
    const server = await openServer({ trustProxy: true })
    const statuses = []
    for (let number = 0; number < 12; number += 1) {
      const headers = { 'x-forwarded-for': `nobody-${number}` }
      statuses.push((await server.call('passwordResets', '192.0.2.1', headers)).statusCode)
    }
    expect(statuses.filter((status) => status === 204)).toHaveLength(10)
  })

  test('changed settings count from the next call on', async () => {
    const server = await openServer()
    expect(await server.passing(15, 'passwordResets')).toBe(10)
    const passwordResets = { limit: 12, seconds: 600 }
    server.save({ ipLimits: { ...defaultSettings.ipLimits, passwordResets } })
    expect(await server.passing(5, 'passwordResets')).toBe(2)
    server.save({ ipLimitExemptions: ['192.0.2.0/24', '2001:db8::/32'] })
    expect(await server.passing(30, 'passwordResets', '192.0.2.1')).toBe(30)
    expect(await server.passing(30, 'passwordResets', '::ffff:192.0.2.1')).toBe(30)
    expect(await server.passing(30, 'passwordResets', '2001:db8:7::1')).toBe(30)
    expect(await server.passing(30, 'passwordResets', '198.51.100.1')).toBe(12)
  })

  test('IP_RATE_LIMITS=off switches them off', async () => {
    const server = await openServer({ env: { IP_RATE_LIMITS: 'off' } })
    expect(await server.passing(50, 'passwordResets')).toBe(50)
  })
})

describe('with Redis', () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await createRedisServer()
    await redis.start()
    return () => redis.stop()
  })

  test('two instances share one budget, also when all calls come at once', async () => {
    const env = { REDIS_URL: redis.url }
    const servers = [await openServer({ env }), await openServer({ env })]
    const counts = await Promise.all(servers.map((server) => server.passing(15, 'passwordResets')))
    expect(counts.reduce((sum, count) => sum + count)).toBe(10)
    const refused = await servers[0]?.call('passwordResets')
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(590)
  })

  test('a server that starts without Redis serves, and limits by itself', async () => {
    const server = await openServer({ env: { REDIS_URL: 'redis://127.0.0.1:1' } })
    expect(await server.passing(15, 'passwordResets')).toBe(10)
  })
})
