import type { MessageReason, MessageStatus } from '@rekey/contracts/messages'
import type { Message } from '../generated/prisma/client.ts'
import { type Database, rowsAsTable, sql, type Transaction, waitBriefly } from '../lib/database.ts'
import { listReports } from './message-reports.ts'
import { type MessageState, nextState } from './message-state.ts'
import { isHeldBack, isWaiting } from './waiting-messages.ts'

/**
 * Changes to a mail's status by our own tries. Only this file, `messages.ts` (queues and cancels)
 * and `message-reports.ts` write the status: a state only moves forward.
 */
export type ClaimedMessage = Omit<
  Message,
  'status' | 'reason' | 'acceptedAt' | 'nextAttemptAt' | 'held' | 'isCopy'
>

const claimedColumns = sql`
  messages.id, user_id AS "userId", template, "to", key_id AS "keyId", origin, lane,
  asked_at AS "askedAt", happened_at AS "happenedAt", device, reset_id AS "resetId",
  password_id AS "passwordId", identity_id AS "identityId", digest_id AS "digestId",
  webhook_id AS "webhookId", campaign_id AS "campaignId", factor_id AS "factorId",
  mailed_code_id AS "mailedCodeId", recovery_address_id AS "recoveryAddressId",
  lifetime_seconds AS "lifetimeSeconds", caused_by AS "causedBy",
  attempts, give_up_at AS "giveUpAt"`

/**
 * Takes mails for one try each, with one conditional UPDATE that counts the tries. If a worker died
 * and left a mail in `sending`, the mail is taken again. Null, which is ordinary: there is no such
 * mail, since requests for unknown names queue a job too, or it is finished. A mail of a paused
 * campaign is only marked as held back, because its job ends here.
 */
export const claimMessages = (
  db: Database,
  ids: readonly string[],
): Promise<(ClaimedMessage | null)[]> =>
  db.$transaction(async (tx) => {
    await waitBriefly(tx, ids)
    const rows = await tx.$queryRaw<(ClaimedMessage & { held: boolean })[]>`
      WITH due AS (
        SELECT id, ${isHeldBack} AS "isHeld" FROM messages
        WHERE id = ANY(${[...ids]}::uuid[]) AND ${isWaiting}
        ORDER BY id FOR NO KEY UPDATE
      )
      UPDATE messages SET status = CASE WHEN "isHeld" THEN 'queued' ELSE 'sending' END,
        attempts = attempts + CASE WHEN "isHeld" THEN 0 ELSE 1 END, next_attempt_at = NULL,
        held = "isHeld"
      FROM due WHERE messages.id = due.id
      RETURNING ${claimedColumns}, held`
    const claimed = new Map(rows.flatMap(({ held, ...row }) => (held ? [] : [[row.id, row]])))
    return ids.map((id) => claimed.get(id) ?? null)
  })

/** How a try ended. */
export type Settled = {
  readonly status: Exclude<MessageStatus, 'queued' | 'sending' | 'delivered' | 'bounced'>
  readonly reason: MessageReason | null
  readonly detail: string | null
  readonly nextAttemptAt: Date | null
}

/** A try of a mail that has ended. */
export type EndedTry = {
  readonly message: Pick<ClaimedMessage, 'id' | 'attempts'>
  readonly settled: Settled
}

/**
 * Records how tries of different mails ended. An acceptance counts from any try. Anything else
 * counts only from the newest try, since a slow try must not overwrite the result of the next one.
 * @returns the tries that counted
 */
export async function settleMessages<T extends EndedTry>(
  tx: Transaction,
  tries: readonly T[],
  at: Date,
): Promise<T[]> {
  const counted = await tx.$queryRaw<{ id: string }[]>`
    WITH tried AS MATERIALIZED (SELECT * FROM ${rowsAsTable(tries.map(rowOf), triedColumns)}),
    held AS (
      SELECT id FROM messages WHERE id IN (SELECT id FROM tried) ORDER BY id FOR NO KEY UPDATE
    ),
    message AS (
      UPDATE messages SET status = tried.status, reason = tried.reason,
        next_attempt_at = tried."nextAttemptAt",
        accepted_at = CASE WHEN tried.status = 'accepted' THEN ${at}::timestamptz END
      FROM tried JOIN held USING (id)
      WHERE messages.id = tried.id AND accepted_at IS NULL AND CASE WHEN tried.status = 'accepted'
        THEN messages.status IN ('queued', 'sending', 'delayed')
        ELSE messages.status = 'sending' AND messages.attempts = tried.attempts END
      RETURNING messages.id
    ),
    event AS (
      INSERT INTO message_events (message_id, status, reason, at, detail)
      SELECT id, tried.status, tried.reason, ${at}::timestamptz, tried.detail
      FROM message JOIN tried USING (id)
    )
    SELECT id FROM message`
  const ids = new Set(counted.map(({ id }) => id))
  return tries.filter(({ message }) => ids.has(message.id))
}

const triedColumns = sql`
  id uuid, attempts int, status text, reason text, detail text, "nextAttemptAt" timestamptz`

const rowOf = ({ message: { id, attempts }, settled }: EndedTry) => ({ ...settled, id, attempts })

/**
 * Finds the mails that have left us: the mail server accepted them, or a later server reported on
 * them, for example after a connection broke before the answer. A report may arrive before our own
 * result is stored; the state then catches up on the report.
 */
export async function catchUpOnReports<T extends EndedTry>(
  tx: Transaction,
  tries: readonly T[],
  at: Date,
): Promise<T[]> {
  const reports = await listReports(
    tx,
    tries.map(({ message }) => message.id),
  )
  for (const { message, settled } of tries) {
    const { status, reason } = settled
    const before: MessageState = { status, reason, acceptedAt: status === 'accepted' ? at : null }
    const after = (reports.get(message.id) ?? []).reduce(nextState, before)
    if (after !== before) await tx.message.update({ where: { id: message.id }, data: after })
  }
  return tries.filter(
    ({ message, settled }) => settled.status === 'accepted' || reports.has(message.id),
  )
}
