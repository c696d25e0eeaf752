import type { OverviewPeriod } from '@rekey/contracts/overview'
import type { Database } from '../../lib/database.ts'
import { sumByPeriod } from '../../models/activity-counts.ts'
import type { Periods } from './periods.ts'

type May = { readonly readsMessages: boolean; readonly readsUsers: boolean }

/** The figures of each period, zeros included. */
export async function countPeriods(
  db: Database,
  { starts, end }: Periods,
  may: May,
): Promise<OverviewPeriod[]> {
  const sums = Map.groupBy(await sumByPeriod(db, starts, end), ({ period }) => period)
  return starts.map((from, index) => {
    const ofPeriod = sums.get(index + 1) ?? []
    const counts = new Map(ofPeriod.map(({ measure, count }) => [measure, count]))
    const to = starts[index + 1] ?? end
    const figures = figuresOf((measure) => counts.get(measure) ?? 0, may)
    return { from: from.toISOString(), to: to.toISOString(), ...figures }
  })
}

type Count = (measure: string) => number

const figuresOf = (count: Count, { readsMessages, readsUsers }: May) => ({
  resets: {
    requested: count('resets.requested'),
    started: count('resets.started'),
    completed: count('resets.completed'),
    disowned: count('resets.disowned'),
    wrongCodes: count('resets.wrong-codes'),
  },
  temporaryPasswordsUsed: count('temporary-passwords.used'),
  ...(readsMessages && { mails: mailsOf(count) }),
  ...(readsUsers && {
    signIns: count('sign-ins.succeeded'),
    failedSignIns: count('sign-ins.failed'),
  }),
})

const mailsOf = (count: Count) => ({
  queued: count('mails.queued'),
  accepted: count('mails.accepted'),
  delivered: count('mails.delivered'),
  delayed: count('mails.delayed'),
  refused: count('mails.refused'),
  bounced: count('mails.bounced'),
  failed: count('mails.failed'),
  'not-sent': count('mails.not-sent'),
})
