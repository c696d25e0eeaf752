import type { Database, Transaction } from '../../lib/database.ts'
import { domainOf } from '../../models/domain-name.ts'
import type { Claims } from './claims.ts'
import { SsoRefusal } from './sso-refusal.ts'

/**
 * A provider is trusted only about addresses of its own proved domains. Otherwise its operator
 * could claim to be any user here.
 * @throws SsoRefusal address-not-owned
 */
export async function requireOwnedAddress(
  db: Database | Transaction,
  connectionId: string,
  { email }: Claims,
): Promise<string> {
  const domain = email === null ? null : domainOf(email)
  if (email === null || domain === null) throw new SsoRefusal('address-not-owned', 'no-address')
  const owned = await db.ssoDomain.count({
    where: { connectionId, domain, provedAt: { not: null } },
  })
  if (owned === 0) throw new SsoRefusal('address-not-owned', 'other-domain')
  return email
}
