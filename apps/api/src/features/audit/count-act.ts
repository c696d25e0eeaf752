import type { Deps } from '../../deps.ts'
import { coalesce } from '../../jobs/coalesce.ts'
import type { JobData, JobHandler } from '../../jobs/jobs.ts'
import { countAct } from '../../models/audit-counts.ts'

/**
 * Counts acts that strangers cause. Acts that are taken together share a transaction and run one by
 * one. So many acts for one user cost the same as many for an unknown name.
 */
export const createCountAct = ({ db }: Pick<Deps, 'db'>): JobHandler<'count-act'> =>
  coalesce((acts: JobData['count-act'][]) =>
    db.$transaction(async (tx) => {
      for (const act of acts.toSorted(byRow)) await countAct(tx, act)
    }),
  )

/** Every worker locks in this order, so two workers can't deadlock. */
const byRow = (one: JobData['count-act'], other: JobData['count-act']) =>
  rowOf(one) < rowOf(other) ? -1 : 1

const rowOf = ({ action, userId, facts }: JobData['count-act']) => `${userId} ${action} ${facts}`
