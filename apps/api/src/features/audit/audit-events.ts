import type { AuditEvent } from '@rekey/contracts/audit'
import { type Database, joinSql, sql } from '../../lib/database.ts'
import { type Keyset, partOf } from '../../lib/keyset.ts'
import { storableTime } from '../../lib/storable-time.ts'
import { actorIsKey, actorName, toActor, toPerson } from '../../models/actor-name.ts'

/** The filters for events; a filter that is left out lets everything through. */
export type AuditFilters = {
  readonly action?: string | undefined
  readonly actorId?: string | undefined
  readonly userId?: string | undefined
  /** From this instant on, RFC 3339. */
  readonly from?: string | undefined
  /** Before this instant. */
  readonly to?: string | undefined
}

type Facts = AuditEvent['details']

type Row = Omit<AuditEvent, 'at' | 'actor' | 'user'> & {
  readonly at: Date
  readonly personal: Facts | null
  readonly actorId: string | null
  readonly actorName: string | null
  readonly isKey: boolean
  readonly userId: string | null
  readonly userName: string | null
}

/**
 * Events, newest first (from older to newer if `before` is requested), with present names. For acts
 * that are counted by the hour it adds the count so far. One more than the limit tells the caller
 * that there are more. Each filter has an index that ends in `id`, so every page costs the same.
 */
export async function findAuditEvents(
  db: Database,
  filters: AuditFilters,
  { limit, from }: Keyset<bigint>,
): Promise<AuditEvent[]> {
  const { beyond, by } = partOf(sql`event.id`, from, 'descending')
  const rows = await db.$queryRaw<Row[]>`
    ${shownEvents} WHERE ${joinSql([...conditionsOf(filters), beyond], ' AND ')}
    ORDER BY ${by} LIMIT ${limit + 1}`
  return rows.map(toAuditEvent)
}

/** These events by their ids, in any order. */
export async function findEventsOf(db: Database, ids: readonly bigint[]): Promise<AuditEvent[]> {
  if (ids.length === 0) return []
  const rows = await db.$queryRaw<Row[]>`${shownEvents} WHERE event.id = ANY(${[...ids]}::bigint[])`
  return rows.map(toAuditEvent)
}

/** Personal fields without those that are shown elsewhere. */
const notDetails = ['ip', 'username']

/** A deleted user has none. */
const userName = sql`
  (SELECT display_name FROM users WHERE id = event.user_id AND deleted_at IS NULL)`

/** SQL: everything that is shown of an `event`. */
const shownEvents = sql`
  SELECT id::text, at, action, request_id AS "requestId",
    details || coalesce((
      SELECT jsonb_build_object('count', count) FROM audit_counts WHERE event_id = event.id
    ), '{}') AS details,
    personal.fields - ${notDetails}::text[] AS personal,
    actor_id AS "actorId", ${actorName} AS "actorName",
    ${actorIsKey} AS "isKey",
    user_id AS "userId", ${userName} AS "userName",
    personal.fields->>'ip' AS ip
  FROM audit_events event LEFT JOIN audit_personal personal ON personal.event_id = event.id`

function conditionsOf({ action, actorId, userId, from, to }: AuditFilters) {
  return [
    action !== undefined && sql`action = ${action}`,
    actorId !== undefined && sql`actor_id = ${actorId}::uuid`,
    userId !== undefined && sql`user_id = ${userId}::uuid`,
    from !== undefined && notBefore(from),
    to !== undefined && before(to),
  ].filter((condition) => condition !== false)
}

/**
 * Ids follow time, except that transactions overtake each other and clocks differ. The scan by id
 * shouldn't read all events newer than `to` or older than `from`. So it starts and ends at ids
 * after which this many events lie beyond that time. One wrong clock then hides no event, and
 * neither do this many later events that overtook it.
 */
const overtaking = 5_000

const notBefore = (time: string) => sql`at >= ${storableTime(time)} AND id > coalesce((
  SELECT CASE WHEN count(*) = ${overtaking} THEN min(id) END FROM (
    SELECT id FROM audit_events WHERE at < ${storableTime(time)} ORDER BY at DESC LIMIT ${overtaking}
  ) AS older), 0)`

const before = (time: string) => sql`at < ${storableTime(time)} AND id < coalesce((
  SELECT CASE WHEN count(*) = ${overtaking} THEN max(id) END FROM (
    SELECT id FROM audit_events WHERE at >= ${storableTime(time)} ORDER BY at LIMIT ${overtaking}
  ) AS newer), 9223372036854775807)`

const toAuditEvent = (row: Row): AuditEvent => {
  const { at, personal, details, actorId, actorName, isKey, userId, userName, ...event } = row
  return {
    ...event,
    at: at.toISOString(),
    details: withPersonal(details, personal ?? {}),
    actor: toActor(actorId, actorName, isKey),
    user: toPerson(userId, userName),
  }
}

/** Changes are stored partly in the sealed details, partly in the personal fields. */
function withPersonal(details: Facts, personal: Facts): Facts {
  const joined = (['before', 'after'] as const)
    .filter((name) => name in details && name in personal)
    .map((name) => [name, { ...factsAt(details, name), ...factsAt(personal, name) }] as const)
  return { ...details, ...personal, ...Object.fromEntries(joined) }
}

const factsAt = (facts: Facts, name: string) => facts[name] as Facts
