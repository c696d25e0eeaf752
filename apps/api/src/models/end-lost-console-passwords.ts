import { sql, type Transaction } from '../lib/database.ts'
import { recordAudit } from './audit.ts'
import { opensConsole } from './opens-console.ts'

/** Who did what ends them; the operator's CLI is nobody. */
type Cause = {
  readonly at: Date
  readonly actorId?: string
  readonly requestId?: string
}

/**
 * Ends the console passwords of those of these users who sign in elsewhere and open the console no
 * more: the password, what would bring a new one, and the sessions that it opened. Should the role
 * come back, the old password does not. Belongs in every transaction that takes `console.access`
 * away, after it did. Lock order: user, reset, message.
 */
export async function endLostConsolePasswords(
  tx: Transaction,
  userIds: readonly string[],
  cause: Cause,
): Promise<void> {
  const users = await lockShutOut(tx, userIds)
  if (users.length === 0) return
  const at = cause.at.toISOString()
  const ended = new Set([
    ...(await endPasswords(tx, users, at)),
    ...(await endResets(tx, users, at)),
    ...(await endConsoleSessions(tx, users)),
  ])
  for (const userId of ended) {
    await recordAudit(tx, { action: 'console-password.ended', userId, ...cause })
  }
}

/** In one order for everyone. */
async function lockShutOut(tx: Transaction, userIds: readonly string[]): Promise<string[]> {
  const users = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users owner
    WHERE id = ANY(${userIds}::uuid[]) AND sign_in_method = 'sso' AND NOT ${opensConsole(sql`owner`)}
    ORDER BY id FOR UPDATE`
  return users.map(({ id }) => id)
}

/** What devices proved by it is void too. */
async function endPasswords(tx: Transaction, users: readonly string[], at: string) {
  const ended = await tx.$queryRaw<{ id: string }[]>`
    UPDATE users SET password_hash = NULL, foreign_scheme = NULL, password_id = NULL,
      password_changed_at = NULL, password_blocked_at = NULL, must_change_password = false,
      devices_void_before = ${at}::timestamptz
    WHERE id = ANY(${users}::uuid[]) AND password_hash IS NOT NULL RETURNING id`
  return ended.map(({ id }) => id)
}

/** Each with the mails that would still bring it. */
async function endResets(tx: Transaction, users: readonly string[], at: string) {
  const ended = await tx.$queryRaw<{ userId: string }[]>`
    WITH ended AS (
      UPDATE resets SET ended_at = ${at}::timestamptz, end_reason = 'cancelled'
      WHERE user_id = ANY(${users}::uuid[]) AND purpose = 'console' AND ended_at IS NULL
      RETURNING id, user_id
    ), cancelled AS (
      UPDATE messages SET status = 'not-sent', reason = 'cancelled', next_attempt_at = NULL
      WHERE reset_id IN (SELECT id FROM ended) AND status IN ('queued', 'delayed') RETURNING id
    ), told AS (
      INSERT INTO message_events (message_id, status, at)
      SELECT id, 'not-sent', ${at}::timestamptz FROM cancelled
    )
    SELECT user_id AS "userId" FROM ended`
  return ended.map(({ userId }) => userId)
}

async function endConsoleSessions(tx: Transaction, users: readonly string[]) {
  const ended = await tx.$queryRaw<{ userId: string }[]>`
    DELETE FROM sessions
    WHERE user_id = ANY(${users}::uuid[]) AND opened_by = 'console-password'
    RETURNING user_id AS "userId"`
  return ended.map(({ userId }) => userId)
}
