import { type Sql, sql } from '../../lib/database.ts'
import type { Statements } from '../../lib/statements.ts'
import { livingAt } from '../../models/resets.ts'
import type { SigningIn } from '../../models/users.ts'

/**
 * SQL that notes a sign-in and locks the user. It gives a row if they are still as they were when
 * their proof was checked.
 */

/**
 * SQL: a condition on `users`: still active, with the name, kind and way to sign in that were read.
 */
export const isSameUser = (user: SigningIn): Sql => sql`
  id = ${user.id}::uuid AND username = ${user.username} AND kind = ${user.kind}
    AND sign_in_method = ${user.signInMethod} AND status = 'active' AND deleted_at IS NULL`

/**
 * SQL: the same, and the checked password is still the user's. A save, a new name or another kind
 * in between voids the check. The same password may have got a new hash.
 */
export const isUnchanged = (user: SigningIn): Sql => sql`
  ${isSameUser(user)} AND password_id IS NOT DISTINCT FROM ${user.passwordId}::uuid
    AND must_change_password = ${user.mustChangePassword} AND password_blocked_at IS NULL`

export const notingSignIn = (user: SigningIn, rehashed: string | null, at: Date): Sql => sql`
  UPDATE users SET last_sign_in_at = ${at},
    foreign_scheme = CASE WHEN ${rehashed}::text IS NULL OR password_hash <> ${user.passwordHash} THEN foreign_scheme END,
    password_hash = CASE WHEN password_hash = ${user.passwordHash} THEN coalesce(${rehashed}, password_hash) ELSE password_hash END
  WHERE ${isUnchanged(user)}
  RETURNING id`

/** A passkey doesn't depend on the password, only on the user. */
export const notingPasskey = (user: SigningIn, at: Date): Sql => sql`
  UPDATE users SET last_sign_in_at = ${at}
  WHERE id = ${user.id}::uuid AND kind = ${user.kind} AND sign_in_method = 'password'
    AND must_change_password = ${user.mustChangePassword}
    AND status = 'active' AND deleted_at IS NULL
  RETURNING id`

/**
 * Only while the temporary password still lives: one that was cancelled meanwhile opens nothing.
 * The user is locked before that is read, because a statement that waits for a lock sees an old
 * state of other tables.
 */
export async function noteTemporary(
  tx: Statements,
  userId: string,
  temporaryId: string,
  at: Date,
): Promise<Sql> {
  const isUsable = sql`
    users.id = ${userId}::uuid AND status = 'active' AND deleted_at IS NULL
      AND sign_in_method = 'password'`
  await tx.$executeRaw`UPDATE users SET last_sign_in_at = ${at} WHERE ${isUsable}`
  return sql`
    SELECT 1 FROM users JOIN resets ON user_id = users.id
    WHERE ${isUsable} AND resets.id = ${temporaryId}::uuid AND ${livingAt(at)}`
}
