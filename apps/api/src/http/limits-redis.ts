import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { second } from '../lib/clock.ts'
import type { CallCounter } from './limits-memory.ts'

/**
 * The times of the calls that passed, newest first, by the clock of Redis. It is one script, so two
 * instances can't both take the last call. Keys expire with their window.
 */
const takeScript = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
  local blocking = redis.call('LINDEX', KEYS[1], limit - 1)
  if blocking and now - blocking < window then return blocking + window - now end
  redis.call('LPUSH', KEYS[1], now)
  redis.call('LTRIM', KEYS[1], 0, limit - 1)
  redis.call('PEXPIRE', KEYS[1], window)
  return 0`

const count = (redis: Redis, key: string, limit: number, windowMs: number) =>
  redis.eval(takeScript, 1, `rekey:limit:${key}`, limit, windowMs)

/** Whether Redis lets us count: it may be a replica, or its user may lack a permission. @throws */
export const tryToCount = (redis: Redis) => count(redis, 'try', 1, 1)

/** How long a call waits for Redis at most. After that, Redis counts as gone for a second. */
const answerWithinMs = 250
const goneForMs = second

export type RedisCounter = CallCounter & {
  /** Resolves when Redis is connected or found to be gone; never rejects. */
  opened(): Promise<void>
  close(): void
}

/**
 * Counts in Redis, for all instances together. While Redis is gone or hangs, it counts with
 * `fallback`, so the limits stay in force and no request fails. It returns to Redis by itself.
 */
export function createRedisCounter(url: string, fallback: CallCounter, log: Logger): RedisCounter {
  const reconnectOnError = oncePerSecond(({ message }: Error) => message.includes('READONLY'))
  const redis = new Redis(url, {
    reconnectOnError,
    connectTimeout: second,
    commandTimeout: answerWithinMs,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, goneForMs),
  })
  let isGone = false
  let askAgainAt = 0
  const setGone = (gone: boolean, reason?: string) => {
    askAgainAt = gone ? performance.now() + goneForMs : 0
    if (gone === isGone) return
    isGone = gone
    if (gone) log.warn({ reason }, 'Redis does not answer, so each instance counts on its own')
    else log.info('Redis answers again, so instances share per-IP limits again')
  }
  redis.on('error', ({ message }: Error) => setGone(true, message))
  const { promise: tried, resolve: endTry } = Promise.withResolvers<void>()
  redis.once('error', () => endTry())
  redis.on('ready', () => {
    tryToCount(redis)
      .then(() => setGone(false))
      .catch(({ message }: Error) => setGone(true, message))
      .finally(endTry)
  })
  return {
    opened: () => tried,
    async take(key, limit, windowMs) {
      if (redis.status !== 'ready' || performance.now() < askAgainAt) {
        return fallback.take(key, limit, windowMs)
      }
      try {
        const wait = await count(redis, key, limit, windowMs)
        setGone(false)
        return Number(wait)
      } catch (error) {
        setGone(true, error instanceof Error ? error.message : String(error))
        return fallback.take(key, limit, windowMs)
      }
    },
    close: () => redis.disconnect(),
  }
}

/**
 * After a failover, the server that we are connected to may be a replica now. A new connection finds
 * the new primary behind the same name.
 */
function oncePerSecond(isMeant: (error: Error) => boolean) {
  let lastAt = Number.NEGATIVE_INFINITY
  return (error: Error) => {
    if (!isMeant(error) || performance.now() - lastAt < goneForMs) return false
    lastAt = performance.now()
    return true
  }
}
