import { randomBytes } from 'node:crypto'
import type { Database, Transaction } from '../lib/database.ts'

/** The connection that owns a domain, as the sign-in page names it. */
export type DomainOwner = {
  readonly id: string
  readonly name: string
  readonly resetUrl: string | null
}

/** The name at which we look for a domain's TXT record. */
export const txtNameOf = (domain: string) => `_rekey.${domain}`

/** Every domain of an enabled connection. There are few, and each sign-in needs them. */
export async function findDomainOwners(db: Database): Promise<ReadonlyMap<string, DomainOwner>> {
  const owned = await db.ssoDomain.findMany({
    where: { provedAt: { not: null }, connection: { enabled: true } },
    select: { domain: true, connection: { select: { id: true, name: true, resetUrl: true } } },
  })
  return new Map(owned.map(({ domain, connection }) => [domain, connection]))
}

/**
 * Claims a domain, and chooses once what its TXT record must contain.
 * @returns whether the claim is new
 */
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
 * Gives the domain to this connection. If two connections prove it at once, the index allows only
 * one.
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
