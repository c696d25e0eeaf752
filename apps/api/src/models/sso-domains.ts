import { randomBytes } from 'node:crypto'
import type { Database, Transaction } from '../lib/database.ts'

/** The connection that owns a domain, as the sign-in page names it. */
export type DomainOwner = {
  readonly id: string
  readonly name: string
  readonly resetUrl: string | null
}

/** Where a domain's TXT record is looked for. */
export const txtNameOf = (domain: string) => `_rekey.${domain}`

/** Every domain that a connection owns which is on. They are few, and asked for at each sign-in. */
export async function findDomainOwners(db: Database): Promise<ReadonlyMap<string, DomainOwner>> {
  const owned = await db.ssoDomain.findMany({
    where: { provedAt: { not: null }, connection: { enabled: true } },
    select: { domain: true, connection: { select: { id: true, name: true, resetUrl: true } } },
  })
  return new Map(owned.map(({ domain, connection }) => [domain, connection]))
}

/** Claims a domain; what its TXT record must hold is chosen once. @returns whether it is new */
export async function claimDomain(
  tx: Transaction,
  connectionId: string,
  domain: string,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.ssoDomain.createMany({
    data: { connectionId, domain, proof: createProof(), createdAt: at },
    skipDuplicates: true,
  })
  return count > 0
}

const createProof = () => `rekey-domain=${randomBytes(16).toString('base64url')}`

/**
 * From now on the domain is this connection's. Of two that prove it at once, the index lets one.
 * @returns whether it is new
 * @throws a unique violation when another connection owns it
 */
export async function ownDomain(
  tx: Transaction,
  connectionId: string,
  domain: string,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.ssoDomain.updateMany({
    where: { connectionId, domain, provedAt: null },
    data: { provedAt: at },
  })
  return count > 0
}
