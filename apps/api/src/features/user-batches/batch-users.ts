import type { BatchOutcome, BatchUser } from '@rekey/contracts/user-batches'
import { type Database, sql } from '../../lib/database.ts'
import { type Keyset, partOf } from '../../lib/keyset.ts'
import { toPerson } from '../../models/actor-name.ts'
import { adviceFor } from './advice-for.ts'
import { shownOutcome, withMails } from './shown-batches.ts'

type Row = Omit<BatchUser, 'user' | 'advice'> & {
  readonly position: number
  readonly userId: string
  readonly username: string | null
  readonly displayName: string | null
}

/** A user with their place in the batch. */
type PlacedUser = { readonly position: number; readonly shown: BatchUser }

/** In the order of their turns, or backwards from a place; one more than the limit. */
export async function findBatchUsers(
  db: Database,
  batchId: string,
  outcome: BatchOutcome | null,
  { limit, from }: Keyset<number>,
): Promise<PlacedUser[]> {
  const { beyond, by } = partOf(sql`position`, from)
  const rows = await db.$queryRaw<Row[]>`
    SELECT position, place.user_id AS "userId", ${shownOutcome} AS outcome, message_id AS "messageId",
      coalesce(place.reason, CASE WHEN ${shownOutcome} = 'failed' THEN message.reason END) AS reason,
      CASE WHEN deleted_at IS NULL THEN username END AS username,
      CASE WHEN deleted_at IS NULL THEN display_name END AS "displayName"
    FROM ${withMails} LEFT JOIN users ON users.id = place.user_id
    WHERE batch_id = ${batchId}::uuid AND ${beyond}
      AND (${outcome}::text IS NULL OR ${shownOutcome} = ${outcome})
    ORDER BY ${by} LIMIT ${limit + 1}`
  return rows.map((row) => ({ position: row.position, shown: toShown(row) }))
}

function toShown({ userId, username, displayName, outcome, reason, messageId }: Row): BatchUser {
  const person = toPerson(userId, displayName)
  return {
    user: {
      id: userId,
      displayName: person?.displayName ?? '',
      username,
      deleted: person?.deleted ?? true,
    },
    outcome,
    reason,
    advice: reason && adviceFor(reason),
    messageId,
  }
}
