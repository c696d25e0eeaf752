import { type Sql, sql } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'
import { type AuditEntry, recording } from './audit.ts'
import { savedInCampaigns } from './campaign-users.ts'
import { hasFactor } from './factor-proofs.ts'
import { type StoredMessage, storing } from './messages.ts'
import { endingBySave } from './resets.ts'
import { endingChallenges, isLivingAt } from './sessions.ts'
import { cancellation } from './waiting-messages.ts'

export type Saved = {
  /** How many living sessions ended. */
  readonly sessionsEnded: number
  /** Whether the reset lived, so that this used it up. If not, the transaction must be undone. */
  readonly isResetUsed: boolean
  /** Whether the user has a second factor now. */
  readonly hasFactor: boolean
}

export type NewPassword = {
  /** Identifies this password: a disowned save blocks only the password that it saved. */
  readonly passwordId: string
  readonly hash: string
  readonly at: Date
  /** The reset that saves it. Left out: it is saved in another way. */
  readonly resetId?: string
  /** The place of the change, for the mail that reports it. */
  readonly device: string | null
  /**
   * The session that stays; `all`: only sessions end that the old password alone opened. Left out:
   * every session ends.
   */
  readonly keepsSession?: string
}

type Consequences = {
  readonly userId: string
  readonly tag: Uint8Array<ArrayBuffer>
  readonly mails: readonly StoredMessage[]
  readonly event: AuditEntry
}

type Written = Pick<NewPassword, 'at' | 'keepsSession' | 'passwordId' | 'resetId'> & {
  readonly hash: string | null
}

/**
 * Writes a password, or removes it, with everything that follows. It is one statement, since both
 * cores are needed for hashing. It takes locks in the usual order: user, reset, message. The mails
 * are updated after the resets because that part counts the ended resets.
 */
export async function writePassword(
  tx: Statements,
  { userId, tag, mails, event }: Consequences,
  written: Written,
): Promise<Saved> {
  const { passwordId, hash, at, resetId } = written
  const [saved] = await tx.$queryRaw<[Saved]>`
    WITH saved AS (${settingPassword(userId, written)}),
    ended_resets AS (
      ${endingBySave(userId, resetId ?? null, at, hash === null ? null : passwordId)}
    ),
    ${cancellation(
      sql`user_id = ${userId}::uuid AND reset_id IS NOT NULL
      AND (SELECT count(*) FROM ended_resets) >= 0`,
      at,
    )},
    ${savedInCampaigns(userId, at)},
    forgotten AS (DELETE FROM sign_in_waits WHERE name_tag = ${tag}),
    ended_session AS (${endingSessions(userId, written)}),
    ended_challenge AS (${endingChallenges(sql`user_id = ${userId}::uuid`)}),
    ended AS (
      SELECT (count(*) FILTER (WHERE was_living))::int AS sessions FROM ended_session
    ),
    ${storing(mails)},
    ${recording([event], {
      facts: sql`(SELECT jsonb_build_object('sessionsEnded', sessions) FROM ended)`,
    })}
    SELECT sessions AS "sessionsEnded",
      EXISTS (SELECT FROM ended_resets WHERE is_used) AS "isResetUsed",
      ${hasFactor(sql`${userId}::uuid`)} AS "hasFactor"
    FROM ended`
  return saved
}

const endsAllSessions = ({ keepsSession }: Written) => keepsSession !== 'all'

const settingPassword = (userId: string, written: Written): Sql => {
  const { passwordId, hash, at } = written
  return sql`
    UPDATE users SET password_hash = ${hash}, foreign_scheme = NULL, password_id = ${passwordId}::uuid,
      password_changed_at = ${hash === null ? null : at}::timestamptz,
      password_blocked_at = NULL, must_change_password = false,
      wrong_codes = 0,
      devices_void_before = CASE WHEN ${endsAllSessions(written)} THEN ${at}::timestamptz ELSE devices_void_before END
    WHERE id = ${userId}::uuid`
}

const endingSessions = (userId: string, written: Written): Sql => {
  const { at, keepsSession } = written
  const kept = keepsSession && endsAllSessions(written) ? keepsSession : null
  return sql`
    DELETE FROM sessions
    WHERE (${endsAllSessions(written)} OR must_change_password)
      AND user_id = ${userId}::uuid AND id IS DISTINCT FROM ${kept}::uuid
    RETURNING ${isLivingAt(at)} AS was_living`
}
