import { isIP } from 'node:net'
import type { Settings } from '@rekey/contracts/settings'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { second } from '../lib/clock.ts'
import { createMemoryCounter } from './limits-memory.ts'
import { createMatcher, networkOf } from './limits-network.ts'
import { createRedisCounter } from './limits-redis.ts'
import { Problem } from './problem.ts'

type LimitDeps = Pick<Deps, 'config' | 'settings' | 'clock' | 'log'>

/**
 * Per-IP limits: each call draws on the budget that its contract names, by the settings of this
 * moment, before its body is read. Calls over it get `rate-limited` with `Retry-After`, and don't
 * count. Off with IP_RATE_LIMITS=off; limits per account are not made here and stay.
 */
export function limits(app: FastifyInstance, { config, settings, clock, log }: LimitDeps) {
  if (!config.ipRateLimits) return
  const memory = createMemoryCounter(clock)
  const redis = config.redisUrl ? createRedisCounter(config.redisUrl, memory, log) : null
  const counter = redis ?? memory
  app.addHook('onReady', async () => redis?.opened())
  app.addHook('onClose', async () => redis?.close())
  app.addHook('onRequest', async (request) => {
    const name = request.routeOptions.config.contract?.limit
    if (!name) return
    const current = await settings.current()
    const ip = peerOf(request)
    if (isExempt(current, ip)) return
    const { limit, seconds } = current.ipLimits[name]
    const waitMs = await counter.take(`${name}:${networkOf(ip)}`, limit, seconds * second)
    if (waitMs === 0) return
    throw new Problem('rate-limited', { headers: { 'retry-after': retryAfter(waitMs) } })
  })
}

/** Whole seconds, never 0 (RFC 9110, 10.2.3). */
const retryAfter = (waitMs: number) => `${Math.max(1, Math.ceil(waitMs / second))}`

/** A forwarded address that is none must not give its sender a budget for each spelling. */
const peerOf = ({ ip, socket }: FastifyRequest) => (isIP(ip) ? ip : (socket.remoteAddress ?? ''))

/** Matchers are kept as long as the settings that they are made of. */
const matchers = new WeakMap<Settings, (ip: string) => boolean>()

function isExempt(settings: Settings, ip: string): boolean {
  let matches = matchers.get(settings)
  if (!matches) {
    matches = createMatcher(settings.ipLimitExemptions)
    matchers.set(settings, matches)
  }
  return matches(ip)
}
