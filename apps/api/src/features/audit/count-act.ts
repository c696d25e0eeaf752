import type { AuditAction } from '@rekey/contracts/audit-actions'
import type { Deps } from '../../deps.ts'
import { coalesce } from '../../jobs/coalesce.ts'
import type { JobData, JobHandler } from '../../jobs/job-data.ts'
import { type CountedMeasure, countActs } from '../../models/activity-counts.ts'
import { countAct } from '../../models/audit-counts.ts'

/**
 * Counts acts that strangers cause. Acts that are taken together share a transaction and run one by
 * one. So many acts for one user cost the same as many for an unknown name.
 */
export const createCountAct = ({ db }: Pick<Deps, 'db'>): JobHandler<'count-act'> =>
  coalesce((acts: JobData['count-act'][]) =>
    db.$transaction(async (tx) => {
      for (const act of acts.toSorted(byRow)) await countAct(tx, act)
      await countActs(tx, acts.flatMap(toCount))
    }),
  )

/** Every worker locks in this order, so two workers can't deadlock. */
const byRow = (one: JobData['count-act'], other: JobData['count-act']) =>
  rowOf(one) < rowOf(other) ? -1 : 1

const rowOf = ({ action, userId, facts }: JobData['count-act']) => `${userId} ${action} ${facts}`

/** What the overview counts of them, whether the name is known or not. */
const measures: Partial<Record<AuditAction, CountedMeasure>> = {
  'sign-in.failed': 'sign-ins.failed',
  'reset-code.wrong': 'resets.wrong-codes',
}

function toCount({ action, at }: JobData['count-act']) {
  const measure = measures[action]
  return measure ? [{ measure, at: new Date(at) }] : []
}
