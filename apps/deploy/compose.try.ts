import { expect, onTestFinished, test } from 'vitest'
import { buildPages } from '../api/src/start/build-pages.ts'
import { findFreePort } from '../api/testing/free-port.ts'
import { openMailSink } from '../api/testing/mail-sink.ts'
import { createManyUsers } from '../api/testing/many-users.ts'
import { createRedisServer } from '../api/testing/redis-server.ts'
import { type ServiceEnv, startService } from '../api/testing/service-process.ts'
import { createTestDatabase } from '../api/testing/test-database.ts'
import { call } from './testing/call.ts'
import { hostName, startCaddy } from './testing/proxy.ts'
import { readCompose } from './testing/read-deployments.ts'

/**
 * The services of compose.yaml with the same settings, as processes: two servers, a worker, Redis,
 * a mail server and Caddy. Only host names and ports are changed.
 */
test('a reset goes through the whole of compose.yaml', async () => {
  await buildPages()
  const database = await createTestDatabase({ isEmpty: true })
  const redis = await createRedisServer()
  const mails = await openMailSink()
  await redis.start()
  onTestFinished(async () => {
    await mails.close()
    await redis.stop()
    await database.drop()
  })
  const places: Record<string, string> = {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    SMTP_URL: mails.url,
    PUBLIC_URL: `https://${hostName}`,
    TRUST_PROXY: '127.0.0.1',
  }
  const services = readCompose()
  const start = async (name: string, which: 'server' | 'worker') => {
    const environment = { ...services[name]?.environment, ...places, IP_RATE_LIMITS: 'on' }
    const port = await findFreePort()
    const env: ServiceEnv = { ...environment, PORT: String(port), DATA_DIR: '/nonexistent' }
    const service = await startService(env, which)
    onTestFinished(() => void service.stop())
    return { ...service, port }
  }
  const servers = await Promise.all([start('server-1', 'server'), start('server-2', 'server')])
  await start('worker', 'worker')
  const proxy = await startCaddy(servers.map(({ port }) => port))
  onTestFinished(() => proxy.stop())

  const [username = ''] = await createManyUsers(database.url, 1)
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const call_ = { method: 'POST', headers, body: JSON.stringify(body) }
    return (await call(proxy, `/api/v1${path}`, call_)).status
  }
  expect(await post('/password-resets', { username })).toBe(202)
  const { text = '' } = await mails.waitForMail(username)
  const [, token] = /\/reset#(\S+)/.exec(text) ?? []
  const [, code] = /\b(\d{6})\b/.exec(text) ?? []
  const newPassword = 'Plum-Tractor-42-Violin'
  expect(await post('/password-resets/complete', { token, code, newPassword })).toBe(200)
  expect(await post('/sessions', { username, password: newPassword })).toBe(201)
  // Both servers took calls, and counted them together.
  const calls = servers.map(({ printed }) => printed.filter((line) => line.includes('answered')))
  for (const own of calls) expect(own.length).toBeGreaterThan(0)
  const asks = Array.from({ length: 12 }, () => post('/password-resets', { username }))
  const statuses = await Promise.all(asks)
  expect(statuses.filter((status) => status === 202)).toHaveLength(9)
})
