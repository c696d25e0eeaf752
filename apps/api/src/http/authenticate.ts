import type { Permission } from '@rekey/contracts/permissions'
import type { Contract } from '@rekey/contracts/route'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { findAppSession, findBrowserSession, type LivingSession } from '../models/sessions.ts'
import type { AccessTokens } from './access-tokens.ts'
import { cookieName } from './cookies.ts'
import { Problem } from './problem.ts'

/** Who calls: a signed-in user, with the permissions of all their roles. */
export type Caller = LivingSession

/**
 * The token of `Authorization: Bearer …` (RFC 6750, section 2.1); null without one. Where there is
 * one, it alone counts and no cookie is read or set: the header is sent on purpose, a cookie goes
 * along by itself, and a token that is refused must not fall back on whoever the browser is.
 */
export function bearerOf({ headers: { authorization } }: FastifyRequest): string | null {
  const [isBearer, token = ''] = /^bearer(?: +(.*))?$/i.exec(authorization ?? '') ?? []
  return isBearer === undefined ? null : token
}

/**
 * Who calls, as far as this route must know. Public routes never look a session up, so that what
 * they cost says nothing about the caller.
 * @throws Problem not-signed-in, password-change-required, not-permitted
 */
export async function requireAccess(
  contract: Contract,
  request: FastifyRequest,
  deps: Deps,
  tokens: AccessTokens,
): Promise<Caller | null> {
  const bearer = bearerOf(request)
  // No page of another site can send this header, unless CORS_ORIGINS lets it.
  if (bearer === null) requireOwnOrigin(contract, request, deps)
  if (contract.access === 'public') return null
  const caller = await findCaller(bearer, request, deps, tokens)
  if (!caller) throw notSignedIn(bearer)
  if (caller.mustChangePassword && !contract.inChangeOnlySession) {
    throw await passwordChangeRequired(caller, deps)
  }
  if (contract.access !== 'session') requirePermission(caller, contract.access.anyOf)
  return caller
}

async function findCaller(
  bearer: string | null,
  request: FastifyRequest,
  deps: Deps,
  tokens: AccessTokens,
): Promise<Caller | null> {
  if (bearer !== null) {
    const claims = tokens.read(bearer)
    return claims && findAppSession(deps, claims)
  }
  const secret = request.cookies[cookieName('session', deps.config)]
  return secret ? findBrowserSession(deps, secret) : null
}

/** RFC 6750, section 3: a token that was refused is told apart from none. */
const notSignedIn = (bearer: string | null) =>
  new Problem('not-signed-in', {
    headers: {
      'www-authenticate': bearer === null ? 'Bearer' : 'Bearer error="invalid_token"',
    },
  })

/** Holds all that the screen needs on which the new password is chosen. */
async function passwordChangeRequired(
  { user, resetId }: Caller,
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
  throw new Problem('not-permitted', client === 'app' ? { headers } : {})
}

/**
 * Cross-site request forgery: a browser names the page's origin on every request that changes
 * something. Behind a session it must be ours; elsewhere no foreign page may act with our cookies.
 */
function requireOwnOrigin(contract: Contract, request: FastifyRequest, { config }: Deps) {
  if (contract.method === 'GET' || contract.fromElsewhere || !request.headers.cookie) return
  const { origin } = request.headers
  const isOurs = origin === new URL(config.publicUrl).origin
  if (isOurs || (contract.access === 'public' && origin === undefined)) return
  throw new Problem('not-permitted', { detail: 'The Origin header must be that of this site.' })
}
