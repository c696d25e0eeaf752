import { sql, type Transaction } from '../../lib/database.ts'
import { hasPasswordOrPasskey } from '../../models/factor-proofs.ts'
import { listSentAt } from '../../models/hold-up.ts'
import { listRecoveryRecipients } from '../../models/mail-addresses.ts'
import { opensConsole } from '../../models/opens-console.ts'
import type { Asker, AskingUser, LivingReset } from './plan-reset.ts'

/** For a name that nobody has. */
export const nobody: Asker = { user: null, living: [], sentAt: [] }

/**
 * Finds and locks the users who have these names, with what the rules of a reset look at. The
 * statements are the same for any number of names, known or not.
 * @param keys of the names, by `usernameKey`
 * @returns the users by those keys; unknown names are missing
 */
export async function findAskers(
  tx: Transaction,
  keys: readonly string[],
  now: Date,
): Promise<Map<string, Asker>> {
  const users = await lockUsers(tx, keys)
  const ids = users.map(({ id }) => id)
  // Not in the statement that locks: while it waits, an address may be removed that it still sees.
  const recovery = await listRecoveryRecipients(tx, ids, now)
  const living = Map.groupBy(await listLiving(tx, ids), ({ userId }) => userId)
  const sentAt = await listSentAt(tx, ids, now)
  return new Map(
    users.map(({ key, ...user }) => [
      key,
      {
        user: { ...user, recoveryAddresses: recovery.get(user.id) ?? [] },
        living: living.get(user.id) ?? [],
        sentAt: sentAt.get(user.id) ?? [],
      },
    ]),
  )
}

/** Locks them in the order of their ids, as imports do, so that two sets can't deadlock. */
const lockUsers = (tx: Transaction, keys: readonly string[]) =>
  tx.$queryRaw<(Omit<AskingUser, 'recoveryAddresses'> & { key: string })[]>`
    SELECT username_key AS key, id, username, email_to AS "emailTo", kind, status,
      sign_in_method AS "signInMethod", ${hasPasswordOrPasskey(sql`owner`)} AS "hasPassword",
      wrong_codes AS "wrongCodes", ${opensConsole(sql`owner`)} AS "opensConsole"
    FROM users owner WHERE username_key = ANY(${[...keys]}::text[]) AND deleted_at IS NULL
    ORDER BY id FOR NO KEY UPDATE`

/** Newest first: of each user at most one with link and code, and two temporary passwords. */
const listLiving = (tx: Transaction, userIds: readonly string[]) =>
  tx.$queryRaw<(LivingReset & { userId: string })[]>`
    SELECT id, user_id AS "userId", purpose, origin, key_id AS "keyId", address,
      created_at AS "createdAt", lifetime_seconds AS "lifetimeSeconds",
      first_accepted_at AS "firstAcceptedAt", expires_at AS "expiresAt"
    FROM resets WHERE user_id = ANY(${[...userIds]}::uuid[]) AND ended_at IS NULL
      AND purpose <> 'link'
    ORDER BY created_at DESC, id DESC`
