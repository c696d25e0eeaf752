import {
  type BatchExclusion,
  type BatchOutcome,
  batchExclusion,
  type UserBatch,
} from '@rekey/contracts/user-batches'
import type { Deps } from '../../deps.ts'
import type { UserBatch as StoredBatch } from '../../generated/prisma/client.ts'
import { Problem } from '../../http/problem.ts'
import { hour, instant } from '../../lib/clock.ts'
import { type Database, sql, type Transaction } from '../../lib/database.ts'
import { startedLifetime } from '../../models/start-reset.ts'

/** SQL: where a user of a batch is. Mails that were deleted after their retention had left. */
export const shownOutcome = sql`
  CASE WHEN outcome <> 'mailed' THEN outcome
    WHEN message.status IN ('refused', 'bounced', 'failed', 'not-sent') THEN 'failed'
    WHEN message.accepted_at IS NULL AND message.id IS NOT NULL THEN 'sending'
    ELSE 'done' END`

/** SQL: the rows that `shownOutcome` is about. */
export const withMails = sql`
  user_batch_users place LEFT JOIN messages message ON message.id = place.message_id`

/** Batches as the contract shows them, in the same statements for any number of them. */
export async function showBatches(
  db: Database | Transaction,
  deps: Pick<Deps, 'settings'>,
  batches: readonly StoredBatch[],
): Promise<UserBatch[]> {
  const counts = await countUsers(db, batches)
  const settings = await deps.settings.current()
  const roleIds = batches.flatMap(({ roleId }) => roleId ?? [])
  const roles = await db.role.findMany({
    where: { id: { in: roleIds } },
    select: { id: true, name: true },
  })
  const hours = {
    'send-invitations': startedLifetime('create', settings) / hour,
    'start-resets': startedLifetime('reset', settings) / hour,
  } as const
  return batches.map((batch) => ({
    id: batch.id,
    action: batch.action,
    role: roles.find(({ id }) => id === batch.roleId) ?? null,
    status: batch.status,
    stoppedBecause: batch.stoppedBecause,
    createdAt: batch.createdAt.toISOString(),
    startedAt: instant(batch.startedAt),
    endedAt: instant(batch.endedAt),
    codeHours: batch.action in hours ? hours[batch.action as keyof typeof hours] : null,
    counts: toCounts(counts.get(batch.id) ?? [], batch.unknownUsers),
  }))
}

/** @throws Problem not-found */
export async function requireShownBatch(
  db: Database | Transaction,
  deps: Pick<Deps, 'settings'>,
  id: string,
  { user }: { readonly user: { readonly id: string } },
): Promise<UserBatch> {
  const batch = await db.userBatch.findFirst({ where: { id, createdByUser: user.id } })
  const [shown] = batch ? await showBatches(db, deps, [batch]) : []
  if (!shown) throw new Problem('not-found')
  return shown
}

type Row = {
  readonly batchId: string
  readonly outcome: BatchOutcome
  readonly reason: string | null
  readonly count: number
}

async function countUsers(
  db: Database | Transaction,
  batches: readonly StoredBatch[],
): Promise<ReadonlyMap<string, Row[]>> {
  const ids = batches.map(({ id }) => id)
  const rows = await db.$queryRaw<Row[]>`
    SELECT batch_id AS "batchId", ${shownOutcome} AS outcome,
      CASE WHEN outcome = 'left-out' THEN place.reason END AS reason, count(*)::int AS count
    FROM ${withMails} WHERE batch_id = ANY(${ids}::uuid[]) GROUP BY 1, 2, 3`
  return Map.groupBy(rows, ({ batchId }) => batchId)
}

/** Ids that nobody has count as users who are left out. */
function toCounts(rows: readonly Row[], unknownUsers: number): UserBatch['counts'] {
  const excluded: Partial<Record<BatchExclusion, number>> = {}
  for (const { outcome, reason, count } of rows) {
    if (outcome === 'left-out' && isExclusion(reason)) excluded[reason] = count
  }
  if (unknownUsers > 0) {
    excluded['no-such-user'] = (excluded['no-such-user'] ?? 0) + unknownUsers
  }
  const of = (which: BatchOutcome) =>
    sum(rows.filter(({ outcome }) => outcome === which).map(({ count }) => count))
  const matched = sum(rows.map(({ count }) => count)) + unknownUsers
  return {
    matched,
    toDo: matched - sum(Object.values(excluded)),
    waiting: of('waiting'),
    sending: of('sending'),
    done: of('done'),
    failed: of('failed'),
    stopped: of('stopped'),
    excluded,
  }
}

const isExclusion = (reason: string | null): reason is BatchExclusion =>
  batchExclusion.options.some((each) => each === reason)

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
