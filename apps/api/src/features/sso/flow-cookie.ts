import type { Cookie } from '../../http/cookies.ts'
import { hashSecret } from '../../models/sessions.ts'
import type { SsoConnection } from '../../models/sso-connections.ts'
import { flowSeconds } from '../../models/sso-flows.ts'

/** A flow that this browser has begun. */
export type BegunFlow = {
  readonly secret: string
  /** The hash of this browser's session, which the flow's own sign-in ends. */
  readonly sessionHash: Uint8Array<ArrayBuffer> | null
  readonly protocol: SsoConnection['protocol']
}

/** How many sign-ins can be on the way in the tabs of one browser. One more drops the oldest. */
const mostFlows = 4

/** Older versions wrote one flow, without its protocol. */
const written = /^([\w-]{43})(?:\.([\w-]{43})?(?:\.(oidc|saml))?)?$/

/**
 * The flows in a cookie, newest first. Anything else in it is left out. A flow of an older version
 * may come back by a form, so it counts as SAML.
 */
export const readBegunFlows = (value = ''): BegunFlow[] =>
  value.split('~', mostFlows).flatMap((text) => {
    const [, secret, hash, protocol] = written.exec(text) ?? []
    if (secret === undefined) return []
    const sessionHash = hash === undefined ? null : Buffer.from(hash, 'base64url')
    return [{ secret, sessionHash, protocol: protocol === 'oidc' ? 'oidc' : 'saml' }]
  })

/**
 * The cookie with these flows, newest first. With none it is removed. The database ends each flow
 * after ten minutes, so the cookie lasts ten minutes from its last change. If two calls change it
 * at the same moment, the browser keeps the later answer, and a flow can be lost.
 *
 * SAML comes back by a form, and a form of another site only brings cookies that are `none`. So the
 * cookie is `none` while a SAML flow is in it. With a cookie for each protocol, the form would not
 * bring the other cookie, so its flows could not learn of the new session.
 */
export function flowCookie(flows: readonly BegunFlow[]): Cookie {
  const kept = flows.slice(0, mostFlows)
  return {
    name: 'sso-flow',
    value: kept.map(format).join('~'),
    maxAgeSeconds: flowSeconds,
    sameSite: kept.some(({ protocol }) => protocol === 'saml') ? 'none' : 'lax',
  }
}

const format = ({ secret, sessionHash, protocol }: BegunFlow) =>
  [secret, sessionHash ? Buffer.from(sessionHash).toString('base64url') : '', protocol].join('.')

/**
 * A browser sends its session cookie when a flow starts, and not when it comes back from another
 * site. So each flow holds the session's hash, which opens nothing. The next sign-in can then end
 * that session, also if another tab opened it after the flow began (ASVS 7.2.4).
 * @param session its secret; undefined: this call doesn't say which it is
 */
export function withSession(
  flows: readonly BegunFlow[],
  session: string | undefined,
): readonly BegunFlow[] {
  if (!session) return flows
  const sessionHash = hashSecret(session)
  return flows.map((flow) => ({ ...flow, sessionHash }))
}
