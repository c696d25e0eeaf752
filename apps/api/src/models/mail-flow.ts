import type { MailHealthState } from '@rekey/contracts/mail-health'
import { type DeliveryReason, refusalsOfUs } from '@rekey/contracts/messages'
import { day, later, minute } from '../lib/clock.ts'
import { type Database, sql } from '../lib/database.ts'
import { isMishap } from './mail-health.ts'
import { isWaiting } from './waiting-messages.ts'

const refusedAsSender: DeliveryReason[] = [...refusalsOfUs]

/** Reasons that lie with us or our own mail server, not with the recipient. */
const outageReasons: DeliveryReason[] = [
  'mail-server-unreachable',
  'mail-server-timeout',
  'mail-server-tls-failed',
  'mail-server-sign-in-failed',
  ...refusedAsSender,
]

/**
 * A mail that is retried for one of these reasons, or has none yet, waits for us and not for its
 * recipient.
 */
const ourReasons: DeliveryReason[] = [...outageReasons, 'mail-server-busy']

/**
 * A mail that waits longer than this has met a problem, since mails are usually sent within
 * seconds.
 */
const longestOrdinaryWait = 5 * minute

/** Mails that were sent longer ago say nothing about the present. */
const lately = day

export type MailFlow = {
  readonly state: MailHealthState
  /** Since when the state is `down` or `delayed`; otherwise null. */
  readonly since: Date | null
  readonly lastAcceptedAt: Date | null
  /**
   * The newest outage after which no mail was accepted, or because of which mails bounced: its
   * reason and time. `isOfOurs`: a mail server refuses us as a sender, so waiting alone won't end
   * it.
   */
  readonly outage: {
    readonly reason: DeliveryReason
    readonly at: Date
    readonly isOfOurs: boolean
  } | null
  readonly queue: MailQueue
}

type MailQueue = {
  readonly count: number
  readonly oldestAt: Date | null
  /** The oldest mail that waits for us, not for example for a full mailbox. */
  readonly oldestOursAt: Date | null
}

/**
 * Whether our mail server accepts mails, judged by the mails of all users, in at most four
 * statements.
 */
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
    WHERE ${isWaiting}`
  return queue ?? { count: 0, oldestAt: null, oldestOursAt: null }
}

/** Reads only the end of an index; Prisma's own maximum would read every row. */
async function findLastAcceptance(db: Database): Promise<Date | null> {
  const [newest] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT max(accepted_at) AS at FROM messages`
  return newest?.at ?? null
}

type Outage = { readonly reason: DeliveryReason; readonly at: Date; readonly since: Date }

/** The tries that our mail server has failed since it last accepted a mail. */
async function findOutage(db: Database, lastAcceptedAt: Date | null): Promise<Outage | null> {
  const after = lastAcceptedAt ?? new Date(0)
  const ofOurServer = sql`${isMishap()} AND at > ${after}::timestamptz
    AND source_id IS NULL AND reason = ANY(${outageReasons})`
  const [outage] = await db.$queryRaw<Outage[]>`
    SELECT newest.reason, newest.at, oldest.at AS since
    FROM (
      SELECT reason, at FROM message_events WHERE ${ofOurServer} ORDER BY at DESC LIMIT 1
    ) AS newest, (
      SELECT at FROM message_events WHERE ${ofOurServer} ORDER BY at LIMIT 1
    ) AS oldest`
  return outage ?? null
}

/**
 * If a mail to a domain was accepted and hasn't bounced within this time, the domain accepts our
 * mails again.
 */
const bouncesComeWithin = '15 minutes'

const returnsLookedAt = 200

/**
 * Mails that our mail server accepted and that bounced within a day because of us. One domain may
 * refuse what another accepts, so each is judged separately, by the result of the newest mail to
 * it.
 */
async function findReturns(db: Database, now: Date): Promise<Outage | null> {
  const [returned] = await db.$queryRaw<Outage[]>`
    WITH returned AS (
      SELECT event.reason, event.at, split_part(lower(message."to" COLLATE "C"), '@', -1) AS domain
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
          AND split_part(lower(newer."to" COLLATE "C"), '@', -1) = newest.domain
          AND (newer.status = 'delivered' OR newer.status = 'accepted'
            AND newer.accepted_at < ${now}::timestamptz - ${bouncesComeWithin}::interval))
    )
    SELECT reason, at, (SELECT min(at) FROM lasting) AS since
    FROM lasting ORDER BY at DESC LIMIT 1`
  return returned ?? null
}
