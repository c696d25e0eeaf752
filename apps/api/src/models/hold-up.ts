import type { NotSentReason } from '@rekey/contracts/messages'
import { day, hour, later, minute, second } from '../lib/clock.ts'
import type { Transaction } from '../lib/database.ts'

/**
 * Wrong codes since the last saved or started reset that stop self-service (NIST SP 800-63B-4,
 * 3.2.2).
 */
export const wrongCodesAllowed = 100

/**
 * Whether a mail that claims to be requested by a user must wait. Mails are limited to one a
 * minute, six an hour, and after twenty in a day one an hour; the windows slide. Null: it may go.
 * @param sentAt when the mails of the last day were requested
 */
export function holdUp(
  sentAt: readonly Date[],
  now: Date,
): { reason: NotSentReason; detail: string } | null {
  const newest = sentAt.reduce<Date | null>(
    (latest, at) => (latest && latest > at ? latest : at),
    null,
  )
  const ago = newest ? now.getTime() - newest.getTime() : Number.POSITIVE_INFINITY
  if (ago < minute) {
    return {
      reason: 'asked-again',
      detail: `requested again after ${Math.max(0, Math.floor(ago / second))} seconds`,
    }
  }
  if (sentWithin(sentAt, now, hour) >= 6) return { reason: 'limit', detail: 'six mails in an hour' }
  if (sentWithin(sentAt, now, day) >= 20 && ago < hour) {
    return { reason: 'limit', detail: 'twenty mails in a day, so only one an hour now' }
  }
  return null
}

export const sentWithin = (sentAt: readonly Date[], now: Date, span: number) =>
  sentAt.filter((at) => now.getTime() - at.getTime() < span).length

/**
 * When self-service mails of the last day were requested, by user, without those that we decided
 * not to send. A request whose mail goes to several addresses counts once, and codes for new
 * recovery addresses have a limit of their own.
 */
export async function listSentAt(
  tx: Transaction,
  userIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly Date[]>> {
  const rows = await tx.$queryRaw<{ userId: string; askedAt: Date }[]>`
    SELECT DISTINCT user_id AS "userId", asked_at AS "askedAt" FROM messages
    WHERE user_id = ANY(${[...userIds]}::uuid[]) AND asked_at > ${later(now, -day)}
      AND origin = 'self-service' AND status <> 'not-sent'
      AND template <> 'recovery-address-check'`
  const byUser = Map.groupBy(rows, ({ userId }) => userId)
  return new Map([...byUser].map(([id, mails]) => [id, mails.map(({ askedAt }) => askedAt)]))
}
