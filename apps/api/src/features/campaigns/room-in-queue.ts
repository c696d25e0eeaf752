import type { Transaction } from '../../lib/database.ts'
import { isWaiting } from '../../models/waiting-messages.ts'

/**
 * How many mails of a campaign may wait at a time: one minute's worth, at least and at most these.
 * While the mail server is away, the campaign waits too. Its resets then aren't given up because
 * the time for sending ran out.
 */
const [least, most] = [50, 1_000]

/** How many mails may join those that a campaign has in the queue. */
export async function roomInQueue(
  tx: Transaction,
  { id, perMinute }: { readonly id: string; readonly perMinute: number },
): Promise<number> {
  return Math.max(0, Math.min(Math.max(perMinute, least), most) - (await countOpen(tx, id)))
}

/** Mails of a campaign that are still ours to send. */
export async function countOpen(tx: Transaction, campaignId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM messages
    WHERE campaign_id = ${campaignId}::uuid AND ${isWaiting}`
  return row?.count ?? 0
}
