import { type Sql, sql } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'
import { holdResets } from './hold-reset.ts'
import { endResets } from './resets.ts'
import { cancelMessages } from './waiting-messages.ts'

/**
 * SQL: whether the link and code of a row of `messages` have left, or are leaving, to another
 * address. Then its user has them, although this mail was cancelled.
 */
export const hasLeftElsewhere = sql`EXISTS (
  SELECT FROM messages mail WHERE mail.reset_id = messages.reset_id
    AND (mail.accepted_at IS NOT NULL OR mail.status = 'sending'))`

/**
 * Cancels mails of resets that are queued. Their resets end too, since nobody will get their links.
 * A mail that is being handed to the mail server at this moment counts as sent.
 * @param which a condition on `messages`
 */
export async function cancelUnsent(tx: Statements, which: Sql, at: Date): Promise<void> {
  const waiting = await tx.$queryRaw<{ id: string; resetId: string }[]>`
    SELECT id, reset_id AS "resetId" FROM messages
    WHERE ${which} AND status IN ('queued', 'delayed')
      AND accepted_at IS NULL AND reset_id IS NOT NULL`
  const ids = waiting.map(({ id }) => id)
  const resetIds = waiting.map(({ resetId }) => resetId)
  await holdResets(tx, resetIds)
  await cancelMessages(tx, sql`id = ANY(${ids}::uuid[])`, at)
  const isUnsent = sql`first_accepted_at IS NULL AND NOT EXISTS (
    SELECT FROM messages WHERE reset_id = resets.id AND status <> 'not-sent')`
  await endResets(tx, sql`id = ANY(${resetIds}::uuid[]) AND ${isUnsent}`, 'cancelled', at)
}
