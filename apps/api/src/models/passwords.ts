import { randomUUID } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { lanes } from '../jobs/lanes.ts'
import { type Sql, sql } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'
import type { AuditEntry } from './audit.ts'
import { noticeAddresses, type Reachable } from './mail-addresses.ts'
import { addJob, type StoredMessage, toBeSent } from './messages.ts'
import { nameTag } from './sign-in-wait.ts'
import { type NewPassword, type Saved, writePassword } from './write-password.ts'

/**
 * SQL: the columns of a user's row after the password is removed. Device proofs become void too.
 */
export const forgetPassword = (at: Date): Sql => sql`
  password_hash = NULL, foreign_scheme = NULL, password_id = NULL, password_changed_at = NULL,
  password_blocked_at = NULL, must_change_password = false,
  devices_void_before = ${at.toISOString()}::timestamptz`

/** A user whom the caller's transaction has locked, as they are now. */
export type LockedUser = Reachable & { readonly id: string }

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
