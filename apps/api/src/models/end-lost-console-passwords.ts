import { sql, type Transaction } from '../lib/database.ts'
import { recordAudit } from './audit.ts'
import { endConsoleAccess } from './end-console-access.ts'
import { opensConsole } from './opens-console.ts'
import { forgetPassword } from './passwords.ts'

/** The act that ends them; an act of the operator's CLI has no `actorId`. */
type Cause = {
  readonly at: Date
  readonly actorId?: string
  readonly requestId?: string
}

/**
 * Ends the console passwords of those of these users who sign in at a provider and may no longer
 * open the console. It also ends resets for a new one, and the sessions that the password opened.
 * If the role is given back later, the old password doesn't come back. Call it in every transaction
 * that takes `console.access` away, after the change. Lock order: user, reset, message.
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

/** Every transaction locks in this order, so two can't deadlock. */
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
