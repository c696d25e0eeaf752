import { randomUUID } from 'node:crypto'
import type { NotSentReason, Template } from '@rekey/contracts/messages'
import type { Deps } from '../deps.ts'
import type { Lane } from '../jobs/lanes.ts'
import { hour, later } from '../lib/clock.ts'
import { rowsAsTable, type Sql, sql, type Transaction } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'
import { requireMailBudget } from './mail-budget.ts'

/**
 * Delivery is tried for this long. An outage takes nothing off the lifetime of a link, and a late
 * notice is still useful.
 */
export const triedFor = { 'self-service': 4 * hour, started: 4 * hour, notice: 72 * hour } as const

export type MessageOrigin = keyof typeof triedFor

export type NewMessage = {
  /**
   * The user that the mail is about; null: no single user, for example a digest to the support
   * address.
   */
  readonly userId: string | null
  readonly template: Template
  /** The stored address, byte for byte. */
  readonly to: string
  readonly origin: MessageOrigin
  readonly lane: Lane
  readonly askedAt: Date
  /**
   * When the event that a notice describes happened, if that isn't the time of the request, as in a
   * mail that is sent again.
   */
  readonly happenedAt?: Date | null
  readonly resetId?: string | null
  /** The password whose change the mail reports. */
  readonly passwordId?: string | null
  /** The identity whose link the mail reports. */
  readonly identityId?: string | null
  /** The batch of disowned resets that the mail reports. */
  readonly digestId?: string | null
  /** The webhook that the mail reports. */
  readonly webhookId?: string | null
  /** The campaign that sends the mail. */
  readonly campaignId?: string | null
  /**
   * The second factor that the mail reports, or the recovery that it is about. For new recovery
   * codes: a random id.
   */
  readonly factorId?: string | null
  /** The six-digit code that the mail brings. */
  readonly mailedCodeId?: string | null
  /** The recovery address that the mail reports. */
  readonly recoveryAddressId?: string | null
  /** A reason from a fixed list. */
  readonly device?: string | null
  /** How long the mail's link works, from acceptance. */
  readonly lifetimeSeconds?: number | null
}

export type MailDeps = Pick<Deps, 'jobs' | 'keys' | 'clock' | 'mailsCausedBy' | 'mailLane'>

/**
 * Stores a mail and the job that sends it; both exist only if the transaction commits.
 * @throws MailBudgetSpent
 */
export async function queueMessage(
  tx: Statements,
  deps: MailDeps,
  message: NewMessage,
): Promise<string> {
  const [id] = await queueMessages(tx, deps, [message])
  if (id === undefined) throw new Error('A mail that was queued has an id')
  return id
}

/**
 * Stores mails and their jobs, with the same statements for any number of mails.
 * @returns the mails' ids, in their order
 * @throws MailBudgetSpent
 */
export async function queueMessages(
  tx: Statements,
  deps: MailDeps,
  messages: readonly NewMessage[],
): Promise<string[]> {
  const { jobs, mailsCausedBy, mailLane } = deps
  const [first] = messages
  if (!first) return []
  if (mailsCausedBy) await requireMailBudget(tx, mailsCausedBy, messages.length, first.askedAt)
  const causedBy = mailsCausedBy?.userId ?? null
  const rows = messages.map((message) => ({
    ...toBeSent(deps, message),
    lane: mailLane ?? message.lane,
    causedBy,
  }))
  await tx.$executeRaw`WITH ${storing(rows)} SELECT FROM message`
  const added = rows.map(({ id, lane }) => ({ data: { messageId: id }, lane, turn: 0 }))
  await jobs.addAll(tx, 'send-message', added)
  return rows.map(({ id }) => id)
}

/** A mail as `storing` stores it. A job must send it. */
export const toBeSent = (
  { keys, clock }: Pick<MailDeps, 'keys' | 'clock'>,
  message: NewMessage,
): StoredMessage => ({
  ...message,
  id: randomUUID(),
  keyId: keys.currentId,
  notSent: null,
  event: { at: clock.now() },
})

/** Adds the job that sends a mail. */
export const addJob = (
  tx: Statements,
  { jobs }: Pick<MailDeps, 'jobs'>,
  { id, lane }: Pick<StoredMessage, 'id' | 'lane'>,
): Promise<void> => jobs.add(tx, 'send-message', { messageId: id }, { lane })

export type StoredMessage = Omit<NewMessage, 'to'> & {
  /** Null: there is no address, so the mail isn't sent. */
  readonly to: string | null
  readonly id: string
  readonly keyId: string
  /** Why we decided not to send it; null: it waits for its job. */
  readonly notSent: NotSentReason | null
  /** Who requested it for another user; their mails are counted. */
  readonly causedBy?: string | null
  /** The first event of its history. */
  readonly event: { readonly at: Date; readonly detail?: string | null }
}

/**
 * SQL: parts of a statement's WITH, named `mail`, `message` and `history`, that store mails and
 * begin their histories. If an id exists already, its row stays as it is. Without mails, the same
 * statement stores nothing. Of the same mail to several addresses, the first goes to the main one.
 */
export const storing = (messages: readonly StoredMessage[]): Sql => sql`
  mail AS MATERIALIZED (SELECT * FROM ${rowsAsTable(rowsOf(messages), columns)}),
  message AS (
    INSERT INTO messages (id, user_id, template, "to", status, reason, key_id, origin, lane, asked_at,
      happened_at, device, reset_id, password_id, identity_id, digest_id, webhook_id,
      campaign_id, factor_id, mailed_code_id, recovery_address_id, lifetime_seconds, give_up_at,
      caused_by, is_copy)
    SELECT id, "userId", template, "to", status, "notSent", "keyId", origin, lane, "askedAt",
      "happenedAt", device, "resetId", "passwordId", "identityId", "digestId", "webhookId",
      "campaignId", "factorId", "mailedCodeId", "recoveryAddressId", "lifetimeSeconds", "giveUpAt",
      "causedBy", "isCopy"
    FROM mail
    ON CONFLICT (id) DO NOTHING
    RETURNING id, status
  ),
  history AS (
    INSERT INTO message_events (message_id, status, at, detail)
    SELECT message.id, message.status, mail.at, mail.detail FROM message JOIN mail USING (id)
  )`

/** @returns those of these ids that belong to a stored mail */
export async function listStored(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM messages WHERE id = ANY(${[...ids]}::uuid[])`
  return new Set(rows.map(({ id }) => id))
}

/** As `storing` reads them. */
const columns = sql`
  id uuid, "userId" uuid, template text, "to" text, status text, "notSent" text, "keyId" text,
  origin text, lane int, "askedAt" timestamptz, "happenedAt" timestamptz, device text,
  "resetId" uuid, "passwordId" uuid, "identityId" uuid, "digestId" uuid, "webhookId" uuid,
  "campaignId" uuid, "factorId" uuid, "mailedCodeId" uuid,
  "recoveryAddressId" uuid, "lifetimeSeconds" int, "giveUpAt" timestamptz, "causedBy" uuid,
  "isCopy" boolean, at timestamptz, detail text`

function rowsOf(messages: readonly StoredMessage[]) {
  const stored = new Set<string>()
  return messages.map((message) => {
    const { userId, template, askedAt } = message
    const same = [userId ?? message.id, template, askedAt.getTime()].join()
    const isCopy = stored.has(same)
    stored.add(same)
    return { ...rowOf(message), isCopy }
  })
}

const rowOf = ({ event, ...message }: StoredMessage) => ({
  ...message,
  ...event,
  status: message.notSent ? 'not-sent' : 'queued',
  giveUpAt: later(message.askedAt, triedFor[message.origin]),
})
