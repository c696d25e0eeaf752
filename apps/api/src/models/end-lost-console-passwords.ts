import { sql, type Transaction } from '../lib/database.ts'
import { recordAudit } from './audit.ts'
import { endConsoleAccess } from './end-console-access.ts'
import { opensConsole } from './opens-console.ts'
import { forgetPassword } from './passwords.ts'

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
  const ended = new Set([
    ...(await endPasswords(tx, users, cause.at)),
    ...(await endConsoleAccess(tx, sql`user_id = ANY(${users}::uuid[])`, cause.at)),
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

async function endPasswords(tx: Transaction, users: readonly string[], at: Date) {
  const ended = await tx.$queryRaw<{ id: string }[]>`
    UPDATE users SET ${forgetPassword(at)}
    WHERE id = ANY(${users}::uuid[]) AND password_hash IS NOT NULL RETURNING id`
  return ended.map(({ id }) => id)
}
