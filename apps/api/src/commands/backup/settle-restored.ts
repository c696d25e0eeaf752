import { sql } from '../../lib/database.ts'
import type { Statements } from '../../lib/statements.ts'
import { recordAudit } from '../../models/audit.ts'
import { cancelUnsent } from '../../models/cancel-unsent.ts'
import { endMailedCodes } from '../../models/mailed-codes.ts'
import { endResets } from '../../models/resets.ts'
import { cancelMessages, waitAgain } from '../../models/waiting-messages.ts'
import type { BackupHead } from './backup-script.ts'

type Restored = Pick<BackupHead, 'version' | 'takenAt'> & {
  /** Nothing ran on the database after the backup, so everything goes on as it was. */
  readonly isMove: boolean
}

/**
 * After the backup the installation went on. Mails that waited have left, links were used, people
 * signed out and campaigns went on, and the backup knows none of that. So nothing that was under
 * way goes on by itself. Invitations stay: the password that somebody chose with one since is gone.
 */
export async function settleRestored(
  tx: Statements,
  { isMove, ...backup }: Restored,
  at: Date,
): Promise<void> {
  if (!isMove) {
    await cancelMails(tx, at)
    await endResets(tx, sql`purpose <> 'create'`, 'cancelled', at)
    await endMailedCodes(tx, sql`true`, at)
    await stopRecovery(tx, backup.takenAt, at)
    await tx.$executeRaw`DELETE FROM sign_in_challenges`
    await tx.$executeRaw`DELETE FROM sso_flows`
    await tx.$executeRaw`DELETE FROM sessions`
    await stopBulk(tx, at)
  }
  await recordAudit(tx, {
    action: 'backup.restored',
    at,
    details: { by: 'cli', ...backup, isMove },
  })
}

/** One that was being handed to the mail server counts as waiting: nobody can tell. */
async function cancelMails(tx: Statements, at: Date): Promise<void> {
  await waitAgain(tx)
  await cancelUnsent(tx, sql`true`, at)
  await cancelMessages(tx, sql`true`, at)
}

/** Their users may have cancelled them since, because somebody else had started them. */
async function stopRecovery(tx: Statements, takenAt: string, at: Date): Promise<void> {
  await tx.$executeRaw`UPDATE factor_recoveries SET closed_at = ${at} WHERE closed_at IS NULL`
  await tx.$executeRaw`
    DELETE FROM recovery_addresses
    WHERE counts_from IS NULL OR counts_from > ${takenAt}::timestamptz`
}

/** An administrator decides whether they go on. */
async function stopBulk(tx: Statements, at: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO reset_campaign_steps (campaign_id, step, at, details)
    SELECT id, 'paused', ${at}, '{"cause": "administrator"}' FROM reset_campaigns
    WHERE status = 'running'`
  await tx.$executeRaw`
    UPDATE reset_campaigns SET is_reminding = false,
      status = CASE status WHEN 'running' THEN 'paused' ELSE status END,
      paused_because = CASE status WHEN 'running' THEN 'administrator' ELSE paused_because END
    WHERE status = 'running' OR is_reminding`
  await tx.$executeRaw`
    UPDATE user_batch_users SET outcome = 'stopped'
    WHERE outcome IN ('waiting', 'mailed')
      AND batch_id IN (SELECT id FROM user_batches WHERE status = 'running')`
  await tx.$executeRaw`
    UPDATE user_batches SET status = 'stopped', stopped_because = 'administrator',
      ended_at = ${at}, ip = NULL
    WHERE status = 'running'`
}
