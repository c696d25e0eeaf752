import type { Deps } from '../../deps.ts'
import type { UserBatch } from '../../generated/prisma/client.ts'
import type { Database, Transaction } from '../../lib/database.ts'
import { endBatch, noteBatch } from './batches.ts'
import { shownOutcome, withMails } from './shown-batches.ts'

/** How many mails of a batch are still ours to send. */
export async function countOpen(tx: Database | Transaction, batchId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ${withMails}
    WHERE batch_id = ${batchId}::uuid AND outcome = 'mailed' AND ${shownOutcome} = 'sending'`
  return row?.count ?? 0
}

/** When every user has had their turn, it is over as soon as no mail is still ours to send. */
export async function completeIfOver(
  tx: Transaction,
  deps: Pick<Deps, 'clock'>,
  { id, action }: UserBatch,
): Promise<void> {
  if ((await countOpen(tx, id)) > 0) return
  await endBatch(tx, id, { status: 'completed', endedAt: deps.clock.now() })
  const [counts] = await tx.$queryRaw<[{ done: number; failed: number }]>`
    SELECT (count(*) FILTER (WHERE ${shownOutcome} = 'done'))::int AS done,
      (count(*) FILTER (WHERE ${shownOutcome} = 'failed'))::int AS failed
    FROM ${withMails} WHERE batch_id = ${id}::uuid`
  await noteBatch(tx, deps, 'user-batch.completed', null, { batchId: id, action, ...counts })
}
