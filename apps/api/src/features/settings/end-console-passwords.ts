import type { Transaction } from '../../lib/database.ts'

/**
 * Ends what console passwords opened and what would make new ones: sessions, living resets, and
 * the mails that would still bring them. The passwords stay, and open nothing while the setting
 * says so. Lock order: reset, message.
 */
export async function endConsolePasswords(tx: Transaction, at: Date): Promise<void> {
  const time = at.toISOString()
  await tx.$executeRaw`
    WITH ended AS (
      UPDATE resets SET ended_at = ${time}::timestamptz, end_reason = 'cancelled'
      WHERE purpose = 'console' AND ended_at IS NULL
      RETURNING id
    ), cancelled AS (
      UPDATE messages SET status = 'not-sent', reason = 'cancelled', next_attempt_at = NULL
      WHERE reset_id IN (SELECT id FROM ended) AND status IN ('queued', 'delayed')
      RETURNING id
    )
    INSERT INTO message_events (message_id, status, at)
    SELECT id, 'not-sent', ${time}::timestamptz FROM cancelled`
  await tx.$executeRaw`DELETE FROM sessions WHERE opened_by = 'console-password'`
}
