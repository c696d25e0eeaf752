import type { MailCounts, MailHealthState } from '@rekey/contracts/mail-health'
import { type DeliveryReason, refusalsOfUs } from '@rekey/contracts/messages'
import { day, later, minute } from '../lib/clock.ts'
import type { Database } from '../lib/database.ts'

const refusedAsSender: DeliveryReason[] = [...refusalsOfUs]

/** Reasons that lie with us or our own mail server, not at whom a mail is for. */
export const outageReasons: DeliveryReason[] = [
  'mail-server-unreachable',
  'mail-server-timeout',
  'mail-server-tls-failed',
  'mail-server-sign-in-failed',
  ...refusedAsSender,
]

/** A mail that is tried again for one of these, or for none yet, waits for us and not for its reader. */
const ourReasons: DeliveryReason[] = [...outageReasons, 'mail-server-busy']

/** What waits longer has met trouble: a mail is sent within seconds. */
const longestOrdinaryWait = 5 * minute

/** What was sent longer ago says nothing of today. */
const lately = day

export type MailFlow = {
  readonly state: MailHealthState
  /** Since when it is `down` or `delayed`; else null. */
  readonly since: Date | null
  readonly lastAcceptedAt: Date | null
  /**
   * The newest outage that nothing was accepted after, or that mails came back for; its reason and
   * when it was met. `isOfOurs`: a mail server refuses us as a sender, so waiting alone ends nothing.
   */
  readonly outage: {
    readonly reason: DeliveryReason
    readonly at: Date
    readonly isOfOurs: boolean
  } | null
  readonly queue: MailQueue
}

export type MailQueue = {
  readonly count: number
  readonly oldestAt: Date | null
  /** The oldest that waits for us: not for a full mailbox, say. */
  readonly oldestOursAt: Date | null
}

/** Whether our mail server takes mails, by what became of those of everybody: at most four statements. */
export async function findMailFlow(db: Database, now: Date): Promise<MailFlow> {
  const [queue, lastAcceptedAt] = await Promise.all([findQueue(db), findLastAcceptance(db)])
  const met = (await findOutage(db, lastAcceptedAt)) ?? (await findReturns(db, now))
  const isLasting = met && (queue.oldestOursAt !== null || met.at > later(now, -lately))
  const known = { lastAcceptedAt, outage: isLasting ? describeOutage(met) : null, queue }
  if (isLasting) return { state: 'down', since: met.since, ...known }
  if (queue.oldestOursAt && queue.oldestOursAt < later(now, -longestOrdinaryWait)) {
    return { state: 'delayed', since: queue.oldestOursAt, ...known }
  }
  const isKnown = lastAcceptedAt !== null && lastAcceptedAt > later(now, -lately)
  return { state: isKnown ? 'working' : 'unknown', since: null, ...known }
}

const describeOutage = ({ reason, at }: Outage) => ({
  reason,
  at,
  isOfOurs: refusedAsSender.includes(reason),
})

async function findQueue(db: Database): Promise<MailQueue> {
  const [queue] = await db.$queryRaw<MailQueue[]>`
    SELECT count(*)::int AS count, min(asked_at) AS "oldestAt",
      min(asked_at) FILTER (WHERE reason IS NULL OR reason = ANY(${ourReasons})) AS "oldestOursAt"
    FROM messages
    WHERE accepted_at IS NULL AND status IN ('queued', 'sending', 'delayed')`
  return queue ?? { count: 0, oldestAt: null, oldestOursAt: null }
}

/** One look at the end of an index; Prisma's own maximum would read every row. */
async function findLastAcceptance(db: Database): Promise<Date | null> {
  const [newest] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT max(accepted_at) AS at FROM messages`
  return newest?.at ?? null
}

type Outage = { readonly reason: DeliveryReason; readonly at: Date; readonly since: Date }

/** The tries that our mail server failed since it last took a mail. */
async function findOutage(db: Database, lastAcceptedAt: Date | null): Promise<Outage | null> {
  const after = lastAcceptedAt ?? new Date(0)
  const [outage] = await db.$queryRaw<Outage[]>`
    SELECT newest.reason, newest.at, oldest.at AS since
    FROM (
      SELECT reason, at FROM message_events
      WHERE status IN ('delayed', 'refused', 'bounced', 'failed') AND at > ${after}::timestamptz
        AND source_id IS NULL AND reason = ANY(${outageReasons})
      ORDER BY at DESC LIMIT 1
    ) AS newest, (
      SELECT at FROM message_events
      WHERE status IN ('delayed', 'refused', 'bounced', 'failed') AND at > ${after}::timestamptz
        AND source_id IS NULL AND reason = ANY(${outageReasons})
      ORDER BY at LIMIT 1
    ) AS oldest`
  return outage ?? null
}

/** A mail that was accepted for a domain and hasn't come back by then shows that it takes ours again. */
const bouncesComeWithin = '15 minutes'

const returnsLookedAt = 200

/**
 * Mails that our mail server took and that came back within a day because of us. One receiver may
 * insist on what another lets pass, so each domain counts by itself: its last word is what became of
 * the newest mail to it.
 */
async function findReturns(db: Database, now: Date): Promise<Outage | null> {
  const [returned] = await db.$queryRaw<Outage[]>`
    WITH returned AS (
      SELECT event.reason, event.at, split_part(lower(message."to"), '@', -1) AS domain
      FROM message_events event JOIN messages message ON message.id = event.message_id
      WHERE event.status = 'bounced' AND event.source_id IS NOT NULL
        AND event.reason = ANY(${refusedAsSender}) AND event.at > ${later(now, -lately)}::timestamptz
      ORDER BY event.at DESC LIMIT ${returnsLookedAt}
    ), newest AS (
      SELECT DISTINCT ON (domain) * FROM returned ORDER BY domain, at DESC
    ), lasting AS (
      SELECT reason, at FROM newest
      WHERE NOT EXISTS (
        SELECT 1 FROM messages newer
        WHERE newer.accepted_at > newest.at
          AND split_part(lower(newer."to"), '@', -1) = newest.domain
          AND (newer.status = 'delivered' OR newer.status = 'accepted'
            AND newer.accepted_at < ${now}::timestamptz - ${bouncesComeWithin}::interval))
    )
    SELECT reason, at, (SELECT min(at) FROM lasting) AS since
    FROM lasting ORDER BY at DESC LIMIT 1`
  return returned ?? null
}

export type Mishap = {
  readonly at: Date
  readonly reason: DeliveryReason
  readonly detail: string | null
}

/** The newest mishaps of the last day, ours and those that were reported; at most so many. */
export const listMishaps = (db: Database, now: Date, limit: number): Promise<Mishap[]> =>
  db.$queryRaw<Mishap[]>`
    SELECT at, coalesce(reason, 'not-understood') AS reason, detail FROM message_events
    WHERE status IN ('delayed', 'refused', 'bounced', 'failed')
      AND at > ${later(now, -lately)}::timestamptz
    ORDER BY at DESC LIMIT ${limit}`

/** Mails that were asked for since, by where they stand now. */
export async function countMails(db: Database, since: Date): Promise<MailCounts> {
  const rows = await db.$queryRaw<{ status: keyof MailCounts; count: number }[]>`
    SELECT status, count(*)::int AS count FROM messages
    WHERE status IN ('accepted', 'delivered', 'delayed', 'bounced', 'refused', 'failed')
      AND asked_at > ${since}::timestamptz
    GROUP BY status`
  const none = { accepted: 0, delivered: 0, delayed: 0, bounced: 0, refused: 0, failed: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) }
}

/** When the newest thing happened that SendGrid or a bounce told of. */
export async function findLastReport(db: Database): Promise<Date | null> {
  const [newest] = await db.$queryRaw<{ at: Date }[]>`
    SELECT at FROM message_events WHERE source_id IS NOT NULL ORDER BY at DESC LIMIT 1`
  return newest?.at ?? null
}
