import rateLimit, { type FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import type { LimitName } from '@rekey/contracts/route'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { second } from '../lib/clock.ts'
import { clientIpOf } from './api-key.ts'
import { type CallCounter, createMemoryCounter } from './limits-memory.ts'
import { isWithin, networkOf } from './limits-network.ts'
import type { createRedisCounter } from './limits-redis.ts'
import { isOpenTo } from './open-disclosure.ts'
import { peerOf } from './peer.ts'
import { tooMany } from './problem.ts'

type LimitDeps = Pick<Deps, 'config' | 'settings' | 'clock' | 'log'>

/**
 * Per-IP limits: each call counts against the budget that its contract names, by the present
 * settings, before its body is read. Calls over the limit get `rate-limited` with `Retry-After` and
 * don't count. IP_RATE_LIMITS=off switches this off; limits per API key and per account stay.
 * @returns the counter, which counts the calls of API keys too
 */
export async function limits(app: FastifyInstance, { config, settings, clock, log }: LimitDeps) {
  const memory = createMemoryCounter(clock)
  const redis = config.redisUrl ? await openRedisCounter(config.redisUrl, memory, log) : null
  app.addHook('onReady', async () => redis?.opened())
  app.addHook('onClose', async () => redis?.close())
  const counter = redis ?? memory
  if (!config.ipRateLimits) return counter
  app.addHook('onRoute', (route) => {
    const name = route.config?.contract?.limit
    if (name) route.config = { ...route.config, rateLimit: budgetOf(name, { config, settings }) }
  })
  await app.register(rateLimit, {
    global: false,
    store: storeOf(counter),
    keyGenerator: countedBy,
    allowList: async (request) =>
      isWithin((await settings.current()).ipLimitExemptions, clientIpOf(request)),
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
    // We don't tell callers how much is left; 429 and Retry-After say all that they need.
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    addHeaders: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
      'retry-after': false,
    },
  })
  return counter
}

/** Redis's client is loaded only where it is used: it is a tenth of what a process loads. */
async function openRedisCounter(...given: Parameters<typeof createRedisCounter>) {
  const redis = await import('./limits-redis.ts')
  return redis.createRedisCounter(...given)
}

/**
 * The budget that a call counts against. All users of a program share its server's address. So
 * calls with an API key count against the key, unless the program names the user's address.
 */
const countedBy = (request: FastifyRequest): string =>
  request.apiKey && !request.clientIp
    ? `api-key:${request.apiKey.actorId}`
    : networkOf(clientIpOf(request))

/** A peer that may learn of accounts gets few answers, so that listing names takes days. */
const openBudget = { limit: 20, seconds: 600 }

/** A mail server or provider reports in bursts, but other callers must not overload us. */
const mailEventsBudget = { limit: 600, seconds: 60 }

/** Routes that name the same budget share it. */
function budgetOf(name: LimitName, deps: Pick<Deps, 'config' | 'settings'>) {
  const budgetFor = async (request: FastifyRequest) => {
    if (name === 'mailEvents') return mailEventsBudget
    return name === 'signInOptions' && (await isOpenTo(deps, peerOf(request)))
      ? openBudget
      : (await deps.settings.current()).ipLimits[name]
  }
  return {
    groupId: `:${name}`,
    max: async (request: FastifyRequest) => (await budgetFor(request)).limit,
    timeWindow: async (request: FastifyRequest) => (await budgetFor(request)).seconds * second,
  }
}

/**
 * A counter as the plugin's store. The plugin's own stores count in fixed windows, at whose border
 * twice as many calls pass. Its store for Redis opens or fails when Redis is gone.
 */
function storeOf(counter: CallCounter): FastifyRateLimitStoreCtor {
  return class Store {
    incr(
      key: string,
      answer: (error: Error | null, result?: { current: number; ttl: number }) => void,
      timeWindow: number,
      max: number,
    ) {
      counter.take(key, max, timeWindow).then(
        (waitMs) => answer(null, { current: waitMs > 0 ? max + 1 : max, ttl: waitMs }),
        (error: Error) => answer(error),
      )
    }
    child() {
      return this
    }
  }
}
