import { isEmailAddress } from '@rekey/contracts/email-address'
import { addressOf, isSameMailbox, type Recipient } from '@rekey/contracts/reset-address'
import { type Sql, sql } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'

/** To whom the mails of a user go (decision 0038). */

/** Each mailbox once, as it is spelled first. */
export const distinctMailboxes = (addresses: readonly string[]): string[] =>
  addresses.filter(
    (address, index) => addresses.findIndex((other) => isSameMailbox(other, address)) === index,
  )

/** A user with the recovery addresses that count. */
export type Reachable = Recipient & { readonly recoveryAddresses: readonly string[] }

/** SQL: a user's recovery addresses to which mails go, as an array. The oldest is the first. */
export const recoveryAddressesOf = (userId: Sql, now: Date): Sql => sql`
  ARRAY(SELECT address FROM recovery_addresses WHERE user_id = ${userId}
    AND counts_from <= ${now.toISOString()}::timestamptz ORDER BY created_at, id)`

/**
 * Where mails go that open the account, or prove who reads them. The user has confirmed each of the
 * recovery addresses, and was told of it at the other ones before it counted.
 */
export function openingAddresses(user: Reachable): string[] {
  const main = addressOf(user)
  return distinctMailboxes([...(main === null ? [] : [main]), ...user.recoveryAddresses])
}

export type Told = {
  /** An address that is told although mails no longer go to it. */
  readonly also?: string | null
  /** An address that isn't told. */
  readonly except?: string | null
}

/**
 * Where notices go of acts that a thief may have done: to all of these, and to the other addresses
 * that are stored, because the thief may have changed one of them.
 */
export function noticeAddresses(user: Reachable, { also = null, except = null }: Told = {}) {
  const stored = [user.emailTo, user.username, also].filter(
    (address): address is string => address !== null && isEmailAddress(address),
  )
  return distinctMailboxes([...openingAddresses(user), ...stored]).filter(
    (address) => !isSameMailbox(address, except),
  )
}

/** Null: the user doesn't exist, or is deleted. */
export async function findReachable(
  tx: Statements,
  userId: string,
  now: Date,
): Promise<Reachable | null> {
  const [user] = await tx.$queryRaw<Reachable[]>`
    SELECT kind, username, email_to AS "emailTo",
      ${recoveryAddressesOf(sql`owner.id`, now)} AS "recoveryAddresses"
    FROM users owner WHERE id = ${userId}::uuid AND deleted_at IS NULL`
  return user ?? null
}

/** The recovery addresses that count, by user; those without are missing. */
export async function listRecoveryRecipients(
  tx: Statements,
  userIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.$queryRaw<{ userId: string; address: string }[]>`
    SELECT user_id AS "userId", address FROM recovery_addresses
    WHERE user_id = ANY(${[...userIds]}::uuid[]) AND counts_from <= ${now}
    ORDER BY created_at, id`
  const byUser = Map.groupBy(rows, ({ userId }) => userId)
  return new Map([...byUser].map(([id, found]) => [id, found.map(({ address }) => address)]))
}
