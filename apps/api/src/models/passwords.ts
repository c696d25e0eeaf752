import { randomUUID } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { lanes } from '../jobs/lanes.ts'
import { type Sql, sql } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'
import { type AuditEntry, recording } from './audit.ts'
import { savedInCampaigns } from './campaign-users.ts'
import { hasFactor } from './factor-proofs.ts'
import { noticeAddresses, type Reachable } from './mail-addresses.ts'
import { addJob, cancellation, type StoredMessage, storing, toBeSent } from './messages.ts'
import { endingBySave } from './resets.ts'
import { endingChallenges, isLivingAt } from './sessions.ts'
import { nameTag } from './sign-in-wait.ts'

/**
 * SQL: the columns of a user's row after the password is removed. Device proofs become void too.
 */
export const forgetPassword = (at: Date): Sql => sql`
  password_hash = NULL, foreign_scheme = NULL, password_id = NULL, password_changed_at = NULL,
  password_blocked_at = NULL, must_change_password = false,
  devices_void_before = ${at.toISOString()}::timestamptz`

type NewPassword = {
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

/** A user whom the caller's transaction has locked, as they are now. */
export type LockedUser = Reachable & { readonly id: string }

export type Saved = {
  /** How many living sessions ended. */
  readonly sessionsEnded: number
  /** Whether the reset lived, so that this used it up. If not, the transaction must be undone. */
  readonly isResetUsed: boolean
  /** Whether the user has a second factor now. */
  readonly hasFactor: boolean
}

/**
 * Saves a user's password in the caller's transaction, with all consequences. Resets and their
 * waiting mails end, sessions end, device cookies become void, and the wait of the name is over. A
 * mail to every address that gets notices reports the change, and an audit event records it.
 * @param event gets `sessionsEnded` in its details
 */
export async function savePassword(
  tx: Statements,
  deps: Deps,
  user: LockedUser,
  password: NewPassword,
  event: AuditEntry,
): Promise<Saved> {
  const mails = reportsOf(deps, user, password)
  const tag = nameTag(deps.keys, user.username)
  // Sent at once: they don't depend on each other, and each wait takes time from the cores.
  const [saved] = await Promise.all([
    writePassword(tx, { userId: user.id, tag, mails, event }, password),
    ...mails.map((mail) => addJob(tx, deps, mail)),
  ])
  return saved
}

/**
 * Removes a user's password in the caller's transaction, because a new passkey takes its place. All
 * consequences are those of a new password, but for the mail: it tells of the passkey.
 */
export const replacePassword = (
  tx: Statements,
  { keys }: Pick<Deps, 'keys'>,
  user: LockedUser,
  by: Pick<NewPassword, 'at' | 'resetId'>,
  event: AuditEntry,
): Promise<Saved> => {
  // A new id, so that a sign-in or an import that knew the old state finds another one.
  const removed = { ...by, passwordId: randomUUID(), hash: null }
  const tag = nameTag(keys, user.username)
  return writePassword(tx, { userId: user.id, tag, mails: [], event }, removed)
}

function reportsOf(
  deps: Deps,
  user: LockedUser,
  { passwordId, device, at }: NewPassword,
): StoredMessage[] {
  const report = {
    userId: user.id,
    template: 'password-changed',
    origin: 'notice',
    lane: lanes.selfService,
    passwordId,
    device,
    askedAt: at,
  } as const
  return noticeAddresses(user).map((to) => toBeSent(deps, { ...report, to }))
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
 * One statement, since both cores are needed for hashing. It takes locks in the usual order: user,
 * reset, message. The mails are updated after the resets because that part counts the ended resets.
 */
async function writePassword(
  tx: Statements,
  { userId, tag, mails, event }: Consequences,
  { passwordId, hash, at, keepsSession, resetId }: Written,
): Promise<Saved> {
  const endsSessions = keepsSession !== 'all'
  const kept = keepsSession && endsSessions ? keepsSession : null
  const [saved] = await tx.$queryRaw<[Saved]>`
    WITH saved AS (
      UPDATE users SET password_hash = ${hash}, foreign_scheme = NULL, password_id = ${passwordId}::uuid,
        password_changed_at = ${hash === null ? null : at}::timestamptz,
        password_blocked_at = NULL, must_change_password = false,
        wrong_codes = 0,
        devices_void_before = CASE WHEN ${endsSessions} THEN ${at}::timestamptz ELSE devices_void_before END
      WHERE id = ${userId}::uuid
    ),
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
    ended_session AS (
      DELETE FROM sessions
      WHERE (${endsSessions} OR must_change_password)
        AND user_id = ${userId}::uuid AND id IS DISTINCT FROM ${kept}::uuid
      RETURNING ${isLivingAt(at)} AS was_living
    ),
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
