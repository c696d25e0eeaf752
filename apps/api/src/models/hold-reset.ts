import { type Sql, sql } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'
import { type Reachable, recoveryAddressesOf } from './mail-addresses.ts'
import { livingAt } from './resets.ts'

/**
 * The owner of a reset, locked, if they are still as the reset found them. A statement that follows
 * sees what others committed while this one waited.
 * @param owner a condition on `users` that selects the user and requires what must hold
 */
export async function holdOwner(tx: Statements, owner: Sql, at: Date): Promise<Reachable | null> {
  const [user] = await tx.$queryRaw<Reachable[]>`
    SELECT kind, username, email_to AS "emailTo",
      ${recoveryAddressesOf(sql`users.id`, at)} AS "recoveryAddresses"
    FROM users WHERE ${owner}
    FOR NO KEY UPDATE`
  return user ?? null
}

/** Locks a reset if it lives. Lock its user first. */
export async function holdReset(tx: Statements, id: string, at: Date): Promise<boolean> {
  const held = await tx.$queryRaw<object[]>`
    SELECT 1 FROM resets WHERE id = ${id}::uuid AND ${livingAt(at)} FOR NO KEY UPDATE`
  return held.length > 0
}

/** Locks resets, in the order of their ids, so that two sets can't deadlock. */
export const holdResets = (tx: Statements, ids: readonly string[]) =>
  tx.$queryRaw`
    SELECT 1 FROM resets WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
