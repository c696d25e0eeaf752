import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { second } from '../lib/clock.ts'
import { findLivingApiKey, keyPrefix, type LivingApiKey } from '../models/api-keys.ts'
import { bearerOf, notSignedIn } from './bearer.ts'
import { contractOf } from './contract-of.ts'
import { keyBudget } from './key-budget.ts'
import type { CallCounter } from './limits-memory.ts'
import { peerOf } from './peer.ts'
import { Problem, tooMany } from './problem.ts'

/**
 * Identifies the API key of each call before anything else, because the limits need it. Public
 * routes refuse an unknown key too, so that its owner notices.
 * @throws Problem not-signed-in, rate-limited, bad-request
 */
export function identifyApiKeys(
  app: FastifyInstance,
  deps: Pick<Deps, 'db' | 'clock'>,
  counter: CallCounter,
) {
  app.decorateRequest('apiKey', null)
  app.decorateRequest('clientIp', null)
  app.addHook('onRequest', async (request) => {
    const bearer = bearerOf(request)
    if (!bearer?.startsWith(keyPrefix) || !contractOf(request)) return
    const apiKey = await findLivingApiKey(deps, bearer)
    if (!apiKey) throw notSignedIn(bearer)
    const { limit, seconds } = keyBudget
    const waitMs = await counter.take(`api-key:${apiKey.actorId}`, limit, seconds * second)
    if (waitMs > 0) throw tooMany(waitMs)
    request.apiKey = apiKey
    request.clientIp = forwardedIp(request, apiKey)
  })
}

/**
 * The address of the end user, by which the call is counted: with the scope `clients.forward` the
 * one that `X-Client-IP` names, otherwise the peer. It says where somebody is and gives no rights.
 */
export const clientIpOf = (request: FastifyRequest): string => request.clientIp ?? peerOf(request)

/** @throws Problem bad-request */
function forwardedIp({ headers }: FastifyRequest, { permissions }: LivingApiKey): string | null {
  const given = headers['x-client-ip']
  if (given === undefined || !permissions.includes('clients.forward')) return null
  if (typeof given === 'string' && isIP(given)) return given
  throw new Problem('bad-request', { detail: 'X-Client-IP must be one IPv4 or IPv6 address.' })
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The API key of the call; null without one. */
    apiKey: LivingApiKey | null
    /** The address that a caller with `clients.forward` names. */
    clientIp: string | null
  }
}
