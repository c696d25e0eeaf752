import { addressOf, isSameMailbox, type Recipient } from '@rekey/contracts/reset-address'
import type { User } from '../generated/prisma/client.ts'
import { sql, type Transaction } from '../lib/database.ts'
import { endMailedCodes } from './mailed-codes.ts'
import { endResets } from './resets.ts'
import { endingChallenges } from './sessions.ts'
import { cancelMessages } from './waiting-messages.ts'

type Account = Recipient & Readonly<Pick<User, 'status'>>

/**
 * Whether the user's sessions, resets or mails were made for a person or address that no longer
 * counts. Other capitals in the same name move nobody.
 */
export const isMoved = (after: Account, before: Account): boolean =>
  !isSameMailbox(after.username, before.username) ||
  after.kind !== before.kind ||
  after.status !== before.status ||
  !isSameMailbox(addressOf(after), addressOf(before))

/**
 * Ends what users hold: living resets and codes, sessions, sign-ins whose second factor is missing,
 * and mails that are waiting to be sent. Call it in the transaction of a change for which
 * `isMoved`, so that nothing made for the old state outlives the change. Lock order: user, reset,
 * message.
 */
export async function endAccess(tx: Transaction, userIds: string[], at: Date): Promise<void> {
  if (userIds.length === 0) return
  await endResets(tx, sql`user_id = ANY(${userIds}::uuid[])`, 'cancelled', at)
  await endMailedCodes(tx, sql`user_id = ANY(${userIds}::uuid[])`, at)
  await cancelMessages(tx, sql`user_id = ANY(${userIds}::uuid[])`, at)
  await tx.$executeRaw`DELETE FROM sessions WHERE user_id = ANY(${userIds}::uuid[])`
  await tx.$executeRaw(endingChallenges(sql`user_id = ANY(${userIds}::uuid[])`))
}
