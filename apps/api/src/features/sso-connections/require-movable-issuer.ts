import { Problem } from '../../http/problem.ts'
import type { Transaction } from '../../lib/database.ts'
import { plainIssuer } from '../../models/plain-issuer.ts'

type Issuer = {
  readonly protocol: string
  readonly id: string
  readonly issuer: string
  readonly clientSecret: string | null
}

/**
 * Before a connection gets another issuer. A subject is somebody at one issuer alone (OpenID
 * Connect Core 1.0, section 2): at another, none of the linked users could sign in any more. And
 * the kept secret was given for the old one: the new one would be sent it unasked.
 * @throws Problem bad-request, conflict
 */
export async function requireMovableIssuer(
  tx: Transaction,
  before: Issuer,
  after: Issuer,
  isSecretNew: boolean,
): Promise<void> {
  if (isSame(before, after)) return
  if (before.clientSecret !== null && !isSecretNew) {
    const errors = [
      { pointer: '/clientSecret', detail: 'must be entered again for another issuer' },
    ]
    throw new Problem('bad-request', { errors })
  }
  const where = { connectionId: before.id, linkedAt: { not: null }, user: { deletedAt: null } }
  if ((await tx.ssoIdentity.findFirst({ where, select: { id: true } })) === null) return
  throw new Problem('conflict', {
    detail: 'Users are linked with this issuer. Add the new issuer as a separate connection.',
  })
}

/**
 * OpenID Connect's are the same with and without the last slash. SAML compares entity ids exactly.
 */
const isSame = (before: Issuer, after: Issuer) =>
  before.protocol === 'oidc'
    ? plainIssuer(after.issuer) === plainIssuer(before.issuer)
    : after.issuer === before.issuer
