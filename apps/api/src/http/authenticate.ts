import type { Permission } from '@rekey/contracts/permissions'
import type { Contract } from '@rekey/contracts/route'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import type { LivingApiKey } from '../models/api-keys.ts'
import type { LaterCaller } from '../models/authority.ts'
import { findAppSession, findBrowserSession, type LivingSession } from '../models/find-session.ts'
import type { AccessTokens } from './access-tokens.ts'
import { bearerOf, notSignedIn } from './bearer.ts'
import { cookieName } from './cookies.ts'
import { Problem } from './problem.ts'

/**
 * A signed-in user with the permissions of all their roles, an API key with its scopes, or the one
 * of them whose act goes on after the call.
 */
export type Caller = CallerNow | LaterCaller

type CallerNow = LivingSession | LivingApiKey

/**
 * Identifies the caller as far as this route needs. Public routes never look up a session, so their
 * duration reveals nothing about the caller.
 * @throws Problem not-signed-in, password-change-required, second-factor-required, not-permitted
 */
export async function requireAccess(
  contract: Contract,
  request: FastifyRequest,
  deps: Deps,
  tokens: AccessTokens,
): Promise<CallerNow | null> {
  const bearer = bearerOf(request)
  // A page of another site can send this header only if CORS_ORIGINS allows it.
  if (bearer === null) requireOwnOrigin(contract, request, deps)
  if (contract.access === 'public') return null
  const caller = await findCaller(bearer, request, deps, tokens)
  if (!caller) throw notSignedIn(bearer)
  if (caller.client !== 'api-key') await requireUnrestricted(contract, caller, deps)
  if (contract.access !== 'session') requirePermission(caller, contract.access.anyOf)
  else if (caller.client === 'api-key') throw noOwnAccount()
  return caller
}

/**
 * A user who must set a new password and add a second factor does one after the other.
 * @throws Problem password-change-required, second-factor-required
 */
async function requireUnrestricted(contract: Contract, caller: LivingSession, deps: Deps) {
  if (caller.mustChangePassword) {
    if (!contract.inChangeOnlySession) throw await passwordChangeRequired(caller, deps)
  } else if (caller.mustAddFactor && !contract.withoutFactor) {
    throw new Problem('second-factor-required', { detail: 'Add a second factor to continue.' })
  }
}

const noOwnAccount = () =>
  new Problem('not-permitted', { detail: 'An API key has no account or session of its own.' })

async function findCaller(
  bearer: string | null,
  request: FastifyRequest,
  deps: Deps,
  tokens: AccessTokens,
): Promise<CallerNow | null> {
  if (request.apiKey) return request.apiKey
  if (bearer !== null) {
    const claims = tokens.read(bearer)
    return claims && findAppSession(deps, claims)
  }
  const secret = request.cookies[cookieName('session', deps.config)]
  return secret ? findBrowserSession(deps, secret) : null
}

/** Contains everything that the screen for choosing the new password needs. */
async function passwordChangeRequired(
  { user, resetId }: LivingSession,
  { settings }: Deps,
): Promise<Problem> {
  const { passwordPolicies } = await settings.current()
  const extra = {
    username: user.username,
    method: resetId === null ? 'password' : 'temporary-password',
    passwordPolicy: passwordPolicies[user.kind],
  }
  return new Problem('password-change-required', { extra })
}

function requirePermission({ client, permissions }: Caller, anyOf: readonly Permission[]) {
  if (anyOf.some((permission) => permissions.includes(permission))) return
  const headers = { 'www-authenticate': 'Bearer error="insufficient_scope"' }
  throw new Problem('not-permitted', client === 'browser' ? {} : { headers })
}

/**
 * Prevents cross-site request forgery. A browser names the page's origin on every request that
 * changes something. With a session it must be ours. Without one, no foreign page may act with our
 * cookies.
 */
function requireOwnOrigin(contract: Contract, request: FastifyRequest, { config }: Deps) {
  if (contract.method === 'GET' || contract.fromElsewhere || !request.headers.cookie) return
  const { origin } = request.headers
  const isOurs = origin === new URL(config.publicUrl).origin
  if (isOurs || (contract.access === 'public' && origin === undefined)) return
  throw new Problem('not-permitted', {
    detail: `This page has another address than this site. Open ${config.publicUrl} instead.`,
  })
}
