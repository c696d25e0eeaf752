import type { MailCounts } from '@rekey/contracts/mail-health'
import type { DeliveryReason } from '@rekey/contracts/messages'
import { day, later } from '../lib/clock.ts'
import { type Database, type Sql, sql } from '../lib/database.ts'

/** SQL: whether a row of `message_events` tells of a failure. It is the condition of an index. */
export const isMishap = (event = sql`message_events`): Sql =>
  sql`${event}.status IN ('delayed', 'refused', 'bounced', 'failed')`

export type Mishap = {
  readonly at: Date
  readonly reason: DeliveryReason
  readonly detail: string | null
}

/**
 * The newest failures of the last day, whether we met them or they were reported; at most `limit`.
 */
export const listMishaps = (db: Database, now: Date, limit: number): Promise<Mishap[]> =>
  db.$queryRaw<Mishap[]>`
    SELECT at, coalesce(reason, 'not-understood') AS reason, detail FROM message_events
    WHERE ${isMishap()} AND at > ${later(now, -day)}::timestamptz
    ORDER BY at DESC LIMIT ${limit}`

/** Mails that were requested since then, counted by their present state. */
export async function countMails(db: Database, since: Date): Promise<MailCounts> {
  const rows = await db.$queryRaw<{ status: keyof MailCounts; count: number }[]>`
    SELECT status, count(*)::int AS count FROM messages
    WHERE status IN ('accepted', 'delivered', 'delayed', 'bounced', 'refused', 'failed')
      AND asked_at > ${since}::timestamptz
    GROUP BY status`
  const none = { accepted: 0, delivered: 0, delayed: 0, bounced: 0, refused: 0, failed: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) }
}

/** When the newest event happened that SendGrid or a bounce reported. */
export async function findLastReport(db: Database): Promise<Date | null> {
  const [newest] = await db.$queryRaw<{ at: Date }[]>`
    SELECT at FROM message_events WHERE source_id IS NOT NULL ORDER BY at DESC LIMIT 1`
  return newest?.at ?? null
}
