import type { Deps } from '../../deps.ts'
import { coalesce } from '../../jobs/coalesce.ts'
import type { JobData, JobHandler } from '../../jobs/jobs.ts'
import { countAct } from '../../models/audit-counts.ts'

/**
 * Counts what strangers cause. Acts that are taken together share a transaction, one by one, so
 * that many of one name cost what as many of nobody's do.
 */
export const createCountAct = ({ db }: Pick<Deps, 'db'>): JobHandler<'count-act'> =>
  coalesce((acts: JobData['count-act'][]) =>
    db.$transaction(async (tx) => {
      for (const act of acts.toSorted(byRow)) await countAct(tx, act)
    }),
  )

/** In one order for everyone, so that two workers don't wait for each other in a circle. */
const byRow = (one: JobData['count-act'], other: JobData['count-act']) =>
  rowOf(one) < rowOf(other) ? -1 : 1

const rowOf = ({ action, userId, facts }: JobData['count-act']) => `${userId} ${action} ${facts}`
