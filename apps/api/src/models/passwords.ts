import { addressOf, type Recipient } from '@rekey/contracts/reset-address'
import type { Deps } from '../deps.ts'
import { lanes } from '../jobs/lanes.ts'
import { type Sql, sql, type Transaction } from '../lib/database.ts'
import { savedInCampaigns } from './campaign-users.ts'
import { cancellation, queueMessage } from './messages.ts'
import { ending } from './resets.ts'
import { isLivingAt } from './sessions.ts'
import { nameTag } from './sign-in-wait.ts'

/**
 * SQL: the columns of a user's row after the password is removed. Device proofs become void too.
 */
export const forgetPassword = (at: Date): Sql => sql`
  password_hash = NULL, foreign_scheme = NULL, password_id = NULL, password_changed_at = NULL,
  password_blocked_at = NULL, must_change_password = false,
  devices_void_before = ${at.toISOString()}::timestamptz`

export type NewPassword = {
  /** Identifies this password: a disowned save blocks only the password that it saved. */
  readonly passwordId: string
  readonly hash: string
  readonly at: Date
  /** The place of the change, for the mail that reports it. */
  readonly device: string | null
  /**
   * The session that stays; `all`: only sessions end that the old password alone opened. Left out:
   * every session ends.
   */
  readonly keepsSession?: string
}

/**
 * Saves a user's password in the caller's transaction, with all consequences. Resets and their
 * waiting mails end, sessions end, device cookies become void, and the wait of the name is over. A
 * mail to the user's present address reports the change.
 * @returns how many living sessions ended
 */
export async function savePassword(
  tx: Transaction,
  deps: Deps,
  user: Recipient & { readonly id: string },
  password: NewPassword,
): Promise<number> {
  const tag = nameTag(deps.keys, user.username)
  const { sessionsEnded, owner } = await writePassword(tx, user.id, tag, password)
  const to = addressOf(owner)
  if (to) {
    await queueMessage(tx, deps, {
      userId: user.id,
      template: 'password-changed',
      to,
      origin: 'notice',
      lane: lanes.selfService,
      passwordId: password.passwordId,
      device: password.device,
      askedAt: password.at,
    })
  }
  return sessionsEnded
}

/**
 * One statement, since both cores are needed for hashing. It takes locks in the usual order: user,
 * reset, message. The mails are updated after the resets because that part counts the ended resets.
 */
async function writePassword(
  tx: Transaction,
  userId: string,
  tag: Uint8Array<ArrayBuffer>,
  { passwordId, hash, at, keepsSession }: NewPassword,
): Promise<{ readonly sessionsEnded: number; readonly owner: Recipient }> {
  const endsSessions = keepsSession !== 'all'
  const kept = keepsSession && endsSessions ? keepsSession : null
  const [row] = await tx.$queryRaw<[{ sessionsEnded: number; owner: Recipient }]>`
    WITH saved AS (
      UPDATE users SET password_hash = ${hash}, foreign_scheme = NULL, password_id = ${passwordId}::uuid,
        password_changed_at = ${at}, password_blocked_at = NULL, must_change_password = false,
        wrong_codes = 0,
        devices_void_before = CASE WHEN ${endsSessions} THEN ${at}::timestamptz ELSE devices_void_before END
      WHERE id = ${userId}::uuid
      RETURNING json_build_object(
        'kind', kind, 'username', username, 'emailTo', email_to) AS owner
    ),
    ended_resets AS (
      ${ending(sql`user_id = ${userId}::uuid`, 'replaced', at)} RETURNING id
    ),
    ${cancellation(
      sql`user_id = ${userId}::uuid AND reset_id IS NOT NULL
      AND (SELECT count(*) FROM ended_resets) >= 0`,
      at,
    )},
    ${savedInCampaigns(userId, at)},
    forgotten AS (DELETE FROM sign_in_waits WHERE name_tag = ${tag}),
    ended_sessions AS (
      DELETE FROM sessions
      WHERE (${endsSessions} OR must_change_password)
        AND user_id = ${userId}::uuid AND id IS DISTINCT FROM ${kept}::uuid
      RETURNING ${isLivingAt(at)} AS was_living
    )
    SELECT owner, (SELECT count(*) FILTER (WHERE was_living)::int FROM ended_sessions) AS "sessionsEnded"
    FROM saved`
  return row
}
