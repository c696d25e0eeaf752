import type { Database, Transaction } from '../lib/database.ts'
import { type MessageState, nextState, type Told } from './message-state.ts'

/** A report about one mail, proved by the MAC that we sent along with that mail. */
export type Report = Omit<Told, 'at'> & {
  readonly messageId: string
  readonly mac: Buffer
  /** The reporter's id for the event: a repeated report counts once. */
  readonly sourceId: string
  /** When it happened; null: the report doesn't say. */
  readonly at: Date | null
  /** The mail server's answer, in a form that may be shown. */
  readonly detail: string | null
}

type IsGenuine = (message: { readonly id: string; readonly keyId: string }, mac: Buffer) => boolean

/**
 * The most reports that one mail keeps: its reader knows the bounce address, and could otherwise
 * fill the history.
 */
const maximumEvents = 200

/**
 * Stores every genuine report in its mail's history, once. It moves the mail's state if the report
 * says more than we know (message-state.ts). It takes three statements for any number of reports,
 * and never touches resets, addresses or later mails.
 * @returns how many reports were new, for our use only; the sender isn't told
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

/** Every batch locks in the order of ids, so two at the same time can't deadlock. */
async function lockMessages(tx: Transaction, reports: readonly Report[]) {
  const ids = [...new Set(reports.map(({ messageId }) => messageId))]
  const rows = await tx.$queryRaw<Locked[]>`
    SELECT id, key_id AS "keyId", status, reason, asked_at AS "askedAt",
      accepted_at AS "acceptedAt",
      (SELECT count(*)::int FROM message_events WHERE message_id = messages.id) AS events
    FROM messages WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Clocks differ and count in seconds, so a time before the event was possible, or after now, is
 * corrected.
 */
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

/** @returns the reports that weren't stored before */
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

/** The reports about mails so far, by mail; the caller holds the locks on their rows. */
export async function listReports(
  tx: Transaction,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, Told[]>> {
  const rows = await tx.$queryRaw<(Told & { messageId: string })[]>`
    SELECT message_id AS "messageId", status, reason, at FROM message_events
    WHERE message_id = ANY(${[...messageIds]}::uuid[]) AND source_id IS NOT NULL ORDER BY at, id`
  return Map.groupBy(rows, ({ messageId }) => messageId)
}
