import { randomUUID } from 'node:crypto'
import type { AuditAction } from '@rekey/contracts/audit-actions'
import type { Deps } from '../deps.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { hour } from '../lib/clock.ts'
import type { Transaction } from '../lib/database.ts'
import { recordAudit } from './audit.ts'
import type { JsonObject } from './audit-content.ts'

/** The form in which the job receives an act. */
type NotedAct = Parameters<Deps['jobs']['count']>[0]

/** An id that stands for no particular user. */
export const nobody = '00000000-0000-0000-0000-000000000000'

type CountedAct = {
  readonly action: AuditAction
  /** Null: no user has the typed name. */
  readonly userId: string | null
  /** What distinguishes one count from another: a few fixed values that a stranger can't choose. */
  readonly facts?: JsonObject
  /** A word that only the first event of an hour contains. */
  readonly detail?: string | null
}

/**
 * Queues an act that strangers can cause, for a job to count. A name that no user has gets an id
 * that no user has. So the call writes the same for every name, and never the typed name itself.
 */
export const noteAct = (
  { jobs, clock }: Pick<Deps, 'jobs' | 'clock'>,
  { action, userId, facts = {}, detail = null }: CountedAct,
  { ip, requestId }: { readonly ip: string; readonly requestId: string },
): Promise<void> =>
  jobs.count({
    action,
    userId: userId ?? randomUUID(),
    facts: canonicalJson(facts),
    detail,
    at: clock.now().toISOString(),
    ip,
    requestId,
  })

/**
 * Counts an act in its hour; the first act of an hour becomes an event at once. An act for an
 * unknown name runs the same statements, which then write nothing.
 */
export async function countAct(tx: Transaction, act: NotedAct): Promise<void> {
  const { action, userId, facts, detail } = act
  const inHour = hourOf(new Date(act.at))
  const [counted] = await tx.$queryRaw<{ count: number }[]>`
    INSERT INTO audit_counts AS counted (action, user_id, facts, hour, count)
    SELECT ${action}, ${userId}::uuid, ${facts}, ${inHour}::timestamptz, 1
    WHERE ${userId === nobody}
      OR EXISTS (SELECT FROM users WHERE id = ${userId}::uuid AND deleted_at IS NULL)
    ON CONFLICT (action, user_id, facts, hour) DO UPDATE SET count = counted.count + 1
    RETURNING count`
  const told = {
    ...eventOf(act, inHour, 1),
    at: new Date(act.at),
    requestId: act.requestId,
    personal: { ip: act.ip },
  }
  const first = { ...told, details: { ...told.details, ...(detail && { detail }) } }
  const eventId = await recordAudit(tx, counted?.count === 1 ? first : null)
  await tx.$executeRaw`
    UPDATE audit_counts SET event_id = ${eventId}
    WHERE ${eventId !== null} AND action = ${action} AND user_id = ${userId}::uuid
      AND facts = ${facts} AND hour = ${inHour}::timestamptz`
}

/**
 * Closes the counts of past hours: all acts after the first one of an hour become one event.
 * @returns how many counts it closed, up to the limit
 */
export async function closeCounts(tx: Transaction, now: Date, limit: number): Promise<number> {
  const over = await tx.$queryRaw<Counted[]>`
    DELETE FROM audit_counts WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM audit_counts WHERE hour < ${hourOf(now)}::timestamptz
      LIMIT ${limit} FOR UPDATE SKIP LOCKED))
    RETURNING action, user_id AS "userId", facts, hour, count`
  for (const { hour: inHour, count, ...act } of over) {
    if (count > 1) await recordAudit(tx, { ...eventOf(act, inHour, count - 1), at: now })
  }
  return over.length
}

type Counted = Pick<NotedAct, 'action' | 'userId' | 'facts'> & {
  readonly hour: Date
  readonly count: number
}

const hourOf = (at: Date) => new Date(Math.floor(at.getTime() / hour) * hour)

const eventOf = (
  { action, userId, facts }: Omit<Counted, 'hour' | 'count'>,
  inHour: Date,
  count: number,
) => ({
  action,
  userId: userId === nobody ? null : userId,
  details: { ...(JSON.parse(facts) as JsonObject), count, hour: inHour.toISOString() },
})
