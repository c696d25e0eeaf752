import type { Permission } from '@rekey/contracts/permissions'
import type { Contract } from '@rekey/contracts/route'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { findSession, type LivingSession } from '../models/sessions.ts'
import { cookieName } from './cookies.ts'
import { Problem } from './problem.ts'

/** Who calls: a signed-in user, with the permissions of all their roles. */
export type Caller = LivingSession

/**
 * Who calls, as far as this route must know. Public routes never look a session up, so that what
 * they cost says nothing about the caller.
 * @throws Problem not-signed-in, not-permitted
 */
export async function requireAccess(
  contract: Contract,
  request: FastifyRequest,
  deps: Deps,
): Promise<Caller | null> {
  requireOwnOrigin(contract, request, deps)
  if (contract.access === 'public') return null
  const secret = request.cookies[cookieName('session', deps.config)]
  const caller = secret ? await findSession(deps, secret) : null
  if (!caller) throw new Problem('not-signed-in')
  if (contract.access !== 'session') requirePermission(caller, contract.access.anyOf)
  return caller
}

function requirePermission(caller: Caller, anyOf: readonly Permission[]) {
  if (!anyOf.some((permission) => caller.permissions.includes(permission))) {
    throw new Problem('not-permitted')
  }
}

/**
 * Cross-site request forgery: a browser names the page's origin on every request that changes
 * something. Behind a session it must be ours; elsewhere no foreign page may act with our cookies.
 */
function requireOwnOrigin(contract: Contract, request: FastifyRequest, { config }: Deps) {
  if (contract.method === 'GET' || !request.headers.cookie) return
  const { origin } = request.headers
  const isOurs = origin === new URL(config.publicUrl).origin
  if (isOurs || (contract.access === 'public' && origin === undefined)) return
  throw new Problem('not-permitted', { detail: 'The Origin header must be that of this site.' })
}
