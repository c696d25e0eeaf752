import { sql, type Transaction } from '../lib/database.ts'
import { endAccess } from './access.ts'
import { endResets } from './resets.ts'

/**
 * A person's identity at a provider. It is never an e-mail address, which may be given to another
 * person.
 */
type Subject = {
  readonly connectionId: string
  readonly issuer: string
  readonly subject: string
}

/** The user who is linked with a provider's subject, locked, in any state; null: none. */
export async function findLinkedUser(
  tx: Transaction,
  { connectionId, issuer, subject }: Subject,
): Promise<{ id: string; username: string } | null> {
  const [user] = await tx.$queryRaw<{ id: string; username: string }[]>`
    SELECT owner.id, username FROM sso_identities identity
    JOIN users owner ON owner.id = identity.user_id
    WHERE connection_id = ${connectionId}::uuid AND issuer = ${issuer} AND subject = ${subject}
      AND linked_at IS NOT NULL AND (sign_in_method = 'sso' OR deleted_at IS NOT NULL)
    FOR NO KEY UPDATE OF owner`
  return user ?? null
}

/**
 * Stores that a provider's subject is this user. The link is proved (`linkedAt`) if the user was
 * created for the subject; otherwise it still needs a proof. Links and codes that would have linked
 * the subject with another user end. Null: the subject was linked with a user meanwhile.
 */
export async function claimIdentity(
  tx: Transaction,
  { connectionId, issuer, subject }: Subject,
  userId: string,
  { at, linkedAt }: { readonly at: Date; readonly linkedAt: Date | null },
): Promise<string | null> {
  const othersLinks = sql`user_id <> ${userId}::uuid AND identity_id = (
    SELECT id FROM sso_identities
    WHERE connection_id = ${connectionId}::uuid AND issuer = ${issuer} AND subject = ${subject})`
  await endResets(tx, othersLinks, 'cancelled', at)
  const [identity] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO sso_identities AS identity
      (connection_id, issuer, subject, user_id, linked_at, created_at)
    VALUES (${connectionId}::uuid, ${issuer}, ${subject}, ${userId}::uuid,
      ${linkedAt}::timestamptz, ${at})
    ON CONFLICT (connection_id, issuer, subject) DO UPDATE SET user_id = EXCLUDED.user_id,
      linked_at = EXCLUDED.linked_at, created_at = EXCLUDED.created_at
      WHERE identity.linked_at IS NULL OR EXISTS (
        SELECT 1 FROM users WHERE id = identity.user_id AND sign_in_method = 'password')
    RETURNING id`
  return identity?.id ?? null
}

/**
 * Makes a pending identity the way in which its user signs in. From then on their password no
 * longer works, and their sessions, resets and waiting mails end. False: the user or the connection
 * isn't allowed to, or it was already linked. Lock order: user, reset, identity.
 */
export async function linkIdentity(
  tx: Transaction,
  { id, userId }: { readonly id: string; readonly userId: string },
  at: Date,
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE users SET
      password_hash = CASE WHEN sign_in_method = 'sso' THEN password_hash END,
      password_id = CASE WHEN sign_in_method = 'sso' THEN password_id END,
      foreign_scheme = NULL, must_change_password = false, wrong_codes = 0,
      password_blocked_at = CASE WHEN sign_in_method = 'sso' THEN password_blocked_at END,
      devices_void_before = ${at}, sign_in_method = 'sso'
    WHERE id = ${userId}::uuid AND status = 'active' AND deleted_at IS NULL AND kind <> 'device'`
  if (changed === 0) return false
  await endAccess(tx, [userId], at)
  const linked = await tx.$executeRaw`
    UPDATE sso_identities SET linked_at = ${at}
    WHERE id = ${id}::uuid AND user_id = ${userId}::uuid AND linked_at IS NULL
      AND EXISTS (SELECT 1 FROM sso_connections WHERE id = connection_id AND enabled)`
  return linked === 1
}
