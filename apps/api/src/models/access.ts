import { addressOf, type Recipient } from '@rekey/contracts/reset-address'
import type { Transaction } from '../lib/database.ts'

type Account = Recipient & { readonly status: string }

/** Whether what the user holds was made for somebody, or some address, that is no more. */
export const isMoved = (after: Account, before: Account): boolean =>
  after.username !== before.username ||
  after.kind !== before.kind ||
  after.status !== before.status ||
  addressOf(after) !== addressOf(before)

/**
 * Ends what users hold: living resets, sessions, and mails that wait to be sent. Belongs in the
 * transaction of a change for which `isMoved`, so that nothing made for the old state outlives it. Lock order: user, reset, message.
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
        AND accepted_at IS NULL
      RETURNING id
    )
    INSERT INTO message_events (message_id, status, at)
    SELECT id, 'not-sent', ${time}::timestamptz FROM cancelled`
  await tx.$executeRaw`DELETE FROM sessions WHERE user_id = ANY(${userIds}::uuid[])`
}
