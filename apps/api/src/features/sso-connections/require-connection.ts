import type { Caller } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'
import type { Transaction } from '../../lib/database.ts'
import { mayActOn, type Powers } from '../../models/may-act.ts'
import { findPowersThrough } from '../../models/sso-connections.ts'

export type StoredConnection = Awaited<ReturnType<typeof requireConnection>>

/**
 * The connection that a call changes, locked until its transaction ends. Sign-ins through it wait
 * meanwhile. The caller could change it so that they sign in as any of its users. So it is refused
 * if a user signs in through it on whom the caller may not act (ASVS 8.2.3).
 * @throws Problem not-found, not-permitted
 */
export async function requireConnection(tx: Transaction, id: string, caller: Caller) {
  await tx.$queryRaw`SELECT 1 FROM sso_connections WHERE id = ${id}::uuid FOR UPDATE`
  const connection = await tx.ssoConnection.findUnique({ where: { id } })
  if (!connection) throw new Problem('not-found')
  requireLesser(caller, await findPowersThrough(tx, id))
  return connection
}

/** @throws Problem not-permitted */
export function requireLesser({ permissions }: Caller, powers: readonly Powers[]): void {
  if (powers.every((target) => mayActOn(permissions, target))) return
  const detail = 'Someone with permissions that you don’t have signs in through this connection.'
  throw new Problem('not-permitted', { detail })
}
