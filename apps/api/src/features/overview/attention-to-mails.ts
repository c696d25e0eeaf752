import type { DeliveryReason } from '@rekey/contracts/messages'
import type { AttentionItem } from '@rekey/contracts/overview'
import { day, later } from '../../lib/clock.ts'
import { type Database, sql } from '../../lib/database.ts'
import { isMishap } from '../../models/mail-health.ts'
import { item, type Viewer } from './attention-item.ts'

/** The newest events that are looked at: a flood must not make the overview slow. */
const mostLookedAt = 10_000

/** So many requests of a day that sent no mail are more than impatience. */
const leastRequests = 5

type Returned = { status: 'bounced' | 'refused'; reason: DeliveryReason; count: number; at: Date }

/** Mails of the last day that bounced, and mails that were refused at once. */
export async function findReturnedMails(db: Database, now: Date): Promise<AttentionItem[]> {
  const rows = await db.$queryRaw<Returned[]>`
    SELECT status, reason, count(*)::int AS count, max(at) AS at FROM (
      SELECT event.status, coalesce(event.reason, 'not-understood') AS reason, event.at
      FROM message_events event JOIN messages message
        ON message.id = event.message_id AND message.status = event.status
      WHERE ${isMishap(sql`event`)} AND event.status IN ('refused', 'bounced') AND event.at > ${later(now, -day)}::timestamptz
      ORDER BY event.at DESC LIMIT ${mostLookedAt}
    ) AS returned GROUP BY 1, 2 ORDER BY 3 DESC`
  const byStatus = Map.groupBy(rows, ({ status }) => status)
  return [...byStatus].map(([status, alike]) =>
    item({
      kind: `mails-${status}`,
      severity: 'problem',
      count: alike.reduce((sum, { count }) => sum + count, 0),
      at: new Date(Math.max(...alike.map(({ at }) => at.getTime()))),
      reasons: alike.map(({ reason, count }) => ({ reason, count })),
    }),
  )
}

type Repeated = { users: number; at: Date | null; userId: string | null; name: string | null }

/**
 * Users for whom resets were requested again and again: they get no mail, or somebody annoys them.
 */
export async function findRepeatedRequests(
  db: Database,
  now: Date,
  { permissions }: Viewer,
): Promise<AttentionItem[]> {
  const [found] = await db.$queryRaw<Repeated[]>`
    WITH asking AS (
      SELECT user_id, max(asked_at) AS at FROM (
        SELECT user_id, asked_at FROM messages
        WHERE status = 'not-sent' AND asked_at > ${later(now, -day)}::timestamptz
          AND reason IN ('asked-again', 'limit') AND user_id IS NOT NULL
        ORDER BY asked_at DESC LIMIT ${mostLookedAt}
      ) AS unsent GROUP BY user_id HAVING count(*) >= ${leastRequests}
    )
    SELECT count(*)::int AS users, max(at) AS at, (array_agg(users.id))[1] AS "userId",
      (array_agg(display_name))[1] AS name
    FROM asking JOIN users ON users.id = user_id AND deleted_at IS NULL`
  if (!found || found.users === 0) return []
  const { users, at, userId, name } = found
  const isNamed = users === 1 && permissions.includes('users.read')
  const subject = isNamed && userId && name !== null ? { id: userId, name } : null
  return [item({ kind: 'requests-repeated', severity: 'warning', count: users, at, subject })]
}
