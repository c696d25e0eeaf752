import type { Database, Transaction } from '../lib/database.ts'
import { type MessageState, nextState, type Told } from './message-state.ts'

/** What somebody reports of one mail, under the MAC that we gave along with it. */
export type Report = Omit<Told, 'at'> & {
  readonly messageId: string
  readonly mac: Buffer
  /** The reporter's id for it: told twice, it counts once. */
  readonly sourceId: string
  /** When it happened; null: not told. */
  readonly at: Date | null
  /** The other side's words, as they may be shown. */
  readonly detail: string | null
}

type IsGenuine = (message: { readonly id: string; readonly keyId: string }, mac: Buffer) => boolean

/** A mail's history is no place to fill: its reader holds what reports bounces of it. */
const maximumEvents = 200

/**
 * Keeps every genuine report in its mail's history, once, and moves the mail's state where it says
 * more than is known (message-state.ts): three statements, however many there are. It touches
 * nothing else: no reset, no address, no later mail.
 * @returns how many were new; of no matter to whoever sent them
 */
export const recordReports = (
  db: Database,
  reports: readonly Report[],
  isGenuine: IsGenuine,
  now: Date,
): Promise<number> => db.$transaction((tx) => recordAll(tx, reports, isGenuine, now))

async function recordAll(
  tx: Transaction,
  reports: readonly Report[],
  isGenuine: IsGenuine,
  now: Date,
): Promise<number> {
  const messages = await lockMessages(tx, reports)
  const genuine = reports.flatMap((report) => {
    const message = messages.get(report.messageId)
    return message && isGenuine(message, report.mac)
      ? [{ ...report, at: within(message.acceptedAt ?? message.askedAt, report.at ?? now, now) }]
      : []
  })
  const news = await keepInHistory(tx, upToMaximum(genuine, messages))
  await moveForward(tx, messages, news)
  return news.length
}

type Locked = MessageState & {
  readonly id: string
  readonly keyId: string
  readonly askedAt: Date
  readonly events: number
}

/** In the order of their ids, so that two batches at once don't wait for each other. */
async function lockMessages(tx: Transaction, reports: readonly Report[]) {
  const ids = [...new Set(reports.map(({ messageId }) => messageId))]
  const rows = await tx.$queryRaw<Locked[]>`
    SELECT id, key_id AS "keyId", status, reason, asked_at AS "askedAt",
      accepted_at AS "acceptedAt",
      (SELECT count(*)::int FROM message_events WHERE message_id = messages.id) AS events
    FROM messages WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  return new Map(rows.map((row) => [row.id, row]))
}

/** Clocks differ, and count in seconds: nothing happened before it was possible, or after now. */
const within = (earliest: Date, at: Date, now: Date) =>
  new Date(Math.min(Math.max(at.getTime(), earliest.getTime()), now.getTime()))

type Dated = Report & { readonly at: Date }

function upToMaximum(reports: readonly Dated[], messages: ReadonlyMap<string, Locked>): Dated[] {
  const counts = new Map<string, number>()
  return reports
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
    .filter(({ messageId }) => {
      const count = (counts.get(messageId) ?? messages.get(messageId)?.events ?? 0) + 1
      counts.set(messageId, count)
      return count <= maximumEvents
    })
}

/** @returns those that were not told before */
async function keepInHistory(tx: Transaction, reports: readonly Dated[]): Promise<Dated[]> {
  const column = <K extends keyof Dated>(name: K) => reports.map((report) => report[name])
  const kept = await tx.$queryRaw<{ sourceId: string }[]>`
    INSERT INTO message_events (message_id, status, reason, at, detail, source_id)
    SELECT * FROM unnest(${column('messageId')}::uuid[], ${column('status')}::text[],
      ${column('reason')}::text[], ${column('at')}::timestamptz[], ${column('detail')}::text[],
      ${column('sourceId')}::text[])
    ON CONFLICT (source_id) DO NOTHING RETURNING source_id AS "sourceId"`
  const bySource = new Map(reports.toReversed().map((report) => [report.sourceId, report]))
  return kept.flatMap(({ sourceId }) => bySource.get(sourceId) ?? [])
}

async function moveForward(
  tx: Transaction,
  messages: ReadonlyMap<string, Locked>,
  news: readonly Dated[],
): Promise<void> {
  const moved = [...Map.groupBy(news, ({ messageId }) => messageId)].flatMap(([id, told]) => {
    const before = messages.get(id)
    if (!before) return []
    const after = told.reduce<MessageState>(nextState, before)
    return after === before ? [] : [{ id, ...after }]
  })
  if (moved.length === 0) return
  await tx.$executeRaw`
    UPDATE messages SET status = now.status, reason = now.reason, accepted_at = now.accepted_at
    FROM unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ status }) => status)}::text[],
      ${moved.map(({ reason }) => reason)}::text[],
      ${moved.map(({ acceptedAt }) => acceptedAt)}::timestamptz[])
      AS now (id, status, reason, accepted_at)
    WHERE messages.id = now.id`
}

/** What was reported of a mail so far; the caller holds its row's lock. */
export async function listReports(tx: Transaction, messageId: string): Promise<Told[]> {
  const rows = await tx.messageEvent.findMany({
    where: { messageId, sourceId: { not: null } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { status: true, reason: true, at: true },
  })
  return rows as Told[]
}
