import type { Transaction } from '../lib/database.ts'

/**
 * Ends what users hold: living resets, sessions, and mails that wait to be sent. Belongs in the
 * transaction that changes a username, a kind, a status or the address that resets go to, so that
 * nothing made for the old state outlives it. Lock order: user, reset, message.
 */
export async function endAccess(tx: Transaction, userIds: string[], at: Date): Promise<void> {
  if (userIds.length === 0) return
  const time = at.toISOString()
  await tx.$executeRaw`
    UPDATE resets SET ended_at = ${time}::timestamptz, end_reason = 'cancelled'
    WHERE user_id = ANY(${userIds}::uuid[]) AND ended_at IS NULL`
  await tx.$executeRaw`
    WITH cancelled AS (
      UPDATE messages SET status = 'not-sent', reason = 'cancelled', next_attempt_at = NULL
      WHERE user_id = ANY(${userIds}::uuid[]) AND status IN ('queued', 'delayed')
      RETURNING id
    )
    INSERT INTO message_events (message_id, status, at)
    SELECT id, 'not-sent', ${time}::timestamptz FROM cancelled`
  await tx.$executeRaw`DELETE FROM sessions WHERE user_id = ANY(${userIds}::uuid[])`
}
