import type { Deps } from '../deps.ts'
import { sql, type Transaction } from '../lib/database.ts'
import type { AuditEntry } from './audit.ts'
import { erasePersonalDetails } from './audit-erasures.ts'

type Cause = Pick<AuditEntry, 'at' | 'actorId' | 'requestId'>

/**
 * Erases what other tables still hold of a user who was deleted: the address of each reset and
 * mail, the mail servers' words about them, the identities at providers, and the personal details
 * of audit events. A table that gets a name or an address gets a line here; a test looks through
 * all tables. Lock order: user, reset, message.
 * @param names username and address, which were perhaps asked for while they were nobody's
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
    WHERE user_id IS NULL AND lower("to") = ANY(${names.map((name) => name.toLowerCase())})`
  await tx.$executeRaw`
    UPDATE message_events SET detail = NULL
    FROM messages message
    WHERE message.id = message_id AND message.user_id = ${userId}::uuid AND detail IS NOT NULL`
  await tx.ssoIdentity.deleteMany({ where: { userId } })
  await tx.ssoFlow.deleteMany({ where: { userId } })
  await erasePersonalDetails(tx, keys, isOf(userId), { ...cause, userId })
}

/**
 * What the user did, and what was done to them. Of that, the address from which somebody else did
 * it is nothing of this user's, and stays where it stands alone.
 */
const isOf = (userId: string) => sql`
  event.actor_id = ${userId}::uuid OR event.user_id = ${userId}::uuid
    AND (event.actor_id IS NULL OR personal.fields - 'ip' <> '{}')`

/** Users who were deleted and of whom something is left, such as by an act that overlapped. */
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
