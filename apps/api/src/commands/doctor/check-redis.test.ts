import { Redis } from 'ioredis'
import { beforeAll, expect, test } from 'vitest'
import { createRedisServer, type RedisServer } from '../../../testing/redis-server.ts'
import { readConfig } from '../../config.ts'
import { checkRedis } from './check-environment.ts'

let redis: RedisServer
beforeAll(async () => {
  redis = await createRedisServer()
  await redis.start()
  const admin = new Redis(redis.url)
  await admin.call('ACL', 'SETUSER', 'rekey', 'on', '>p@ss:/?#%', '~rekey:*', '+@all')
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
  admin.disconnect()
  return () => redis.stop()
})

const check = (user: string, database = '') =>
  checkRedis(readConfig({ REDIS_URL: `${redis.url.replace('//', `//${user}`)}${database}` }))

test('a Redis in which Rekey can count is in order', async () => {
  for (const user of ['', `rekey:${encodeURIComponent('p@ss:/?#%')}@`]) {
    expect(await check(user, '/2')).toMatchObject({ outcome: 'ok', detail: 'answers' })
  }
})

test.each([
  ['rekey:wrong@', '', 'WRONGPASS'],
  ['reader:secret@', '', 'NOPERM'],
  ['', '/99', 'DB index is out of range'],
])('with %s%s the operator learns what Redis says: %s', async (user, database, words) => {
  const { outcome, detail } = await check(user, database)
  expect(outcome).toBe('problem')
  expect(detail).toContain(words)
  expect(detail).not.toContain('wrong@')
})
