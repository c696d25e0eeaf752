import type { Deps } from '../deps.ts'
import { sql, type Transaction } from '../lib/database.ts'
import type { AuditEntry } from './audit.ts'
import { erasePersonalDetails } from './audit-erasures.ts'

type Cause = Pick<AuditEntry, 'at' | 'actorId' | 'requestId'>

/**
 * Erases what other tables still hold about a deleted user: the address of each reset and mail, the
 * mail servers' answers about them, identities at providers, and personal details of audit events.
 * A table that gets a name or an address needs a statement here; a test searches all tables. Lock
 * order: user, reset, message.
 * @param names username and address, for which resets may have been requested before the user
 * existed
 */
export async function eraseUser(
  tx: Transaction,
  { keys }: Pick<Deps, 'keys'>,
  userId: string,
  cause: Cause,
  names: readonly string[] = [],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE resets SET address = '' WHERE user_id = ${userId}::uuid AND address <> ''`
  await tx.$executeRaw`
    UPDATE messages SET "to" = NULL WHERE user_id = ${userId}::uuid AND "to" IS NOT NULL`
  await tx.$executeRaw`
    UPDATE messages SET "to" = NULL
    WHERE user_id IS NULL AND lower("to" COLLATE "und-x-icu") = ANY(${names.map((name) => name.toLowerCase())})`
  await tx.$executeRaw`
    UPDATE message_events SET detail = NULL
    FROM messages message
    WHERE message.id = message_id AND message.user_id = ${userId}::uuid AND detail IS NOT NULL`
  await tx.$executeRaw`
    UPDATE reset_campaigns SET filter = filter - 'search'
    WHERE lower(filter->>'search' COLLATE "und-x-icu") = ANY(${names.map((name) => name.toLowerCase())})`
  await tx.$executeRaw`
    UPDATE sso_connections SET last_test = NULL WHERE last_test->>'testerId' = ${userId}`
  await tx.ssoIdentity.deleteMany({ where: { userId } })
  await tx.ssoFlow.deleteMany({ where: { userId } })
  await erasePersonalDetails(tx, keys, isOf(userId), { ...cause, userId })
}

/**
 * What the user did, and what was done to them. The IP address from which someone else acted isn't
 * this user's data, so it stays if the event holds no other personal field.
 */
const isOf = (userId: string) => sql`
  event.actor_id = ${userId}::uuid OR event.user_id = ${userId}::uuid
    AND (event.actor_id IS NULL OR personal.fields - 'ip' <> '{}')`

/**
 * Deleted users about whom something is left, for example because another act ran at the same time.
 */
export async function findUnerased(tx: Transaction, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT owner.id FROM users owner
    WHERE deleted_at IS NOT NULL AND (
      EXISTS (SELECT FROM resets WHERE user_id = owner.id AND address <> '')
      OR EXISTS (SELECT FROM messages WHERE user_id = owner.id AND "to" IS NOT NULL)
      OR EXISTS (
        SELECT FROM message_events JOIN messages message ON message.id = message_id
        WHERE message.user_id = owner.id AND detail IS NOT NULL)
      OR EXISTS (SELECT FROM sso_identities WHERE user_id = owner.id)
      OR EXISTS (
        SELECT FROM audit_events event JOIN audit_personal personal ON personal.event_id = event.id
        WHERE event.actor_id = owner.id)
      OR EXISTS (
        SELECT FROM audit_events event JOIN audit_personal personal ON personal.event_id = event.id
        WHERE event.user_id = owner.id
          AND (event.actor_id IS NULL OR personal.fields - 'ip' <> '{}')))
    ORDER BY owner.id LIMIT ${limit}`
  return rows.map(({ id }) => id)
}
