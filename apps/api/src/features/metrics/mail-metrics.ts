import { mailHealthState } from '@rekey/contracts/mail-health'
import { day, later, second } from '../../lib/clock.ts'
import type { Database } from '../../lib/database.ts'
import { findMailFlow, type MailFlow } from '../../models/mail-flow.ts'
import { countMails } from '../../models/mail-health.ts'
import type { Describe, MakeGauge } from './stored-metrics.ts'

/** Mails and jobs. */
export const describeMails: Describe = async (gauge, db, now) => {
  const [flow, mails, jobs] = await Promise.all([
    findMailFlow(db, now),
    countMails(db, later(now, -day)),
    listJobCounts(db),
  ])
  gauge('mail_queue', 'Mails that are still ours to send').set(flow.queue.count)
  gauge('mail_queue_oldest_seconds', 'Age of the oldest of them; 0: there is none').set(
    flow.queue.oldestAt ? (now.getTime() - flow.queue.oldestAt.getTime()) / second : 0,
  )
  const states = gauge('mail_state', '1: mail is in this state', ['state'])
  for (const state of mailHealthState.options) states.set({ state }, flow.state === state ? 1 : 0)
  describeAcceptance(flow, gauge)
  const lastDay = gauge('mails_last_day', 'Mails asked for in 24 hours, by where they are', [
    'status',
  ])
  for (const [status, count] of Object.entries(mails)) lastDay.set({ status }, count)
  const ofQueues = gauge('jobs', 'Jobs, as the worker last counted them', ['queue', 'state'])
  for (const { queue, state, count } of jobs) ofQueues.set({ queue, state }, count)
}

/** Left out before the first mail, since 0 would be a time in 1970. */
function describeAcceptance({ lastAcceptedAt }: MailFlow, gauge: MakeGauge) {
  if (!lastAcceptedAt) return
  const name = 'mail_last_accepted_timestamp_seconds'
  gauge(name, 'When the mail server last took a mail').set(lastAcceptedAt.getTime() / second)
}

type JobCount = { readonly queue: string; readonly state: string; readonly count: number }

/**
 * From the queue's own count, taken every few seconds, because counting jobs during a flood adds
 * load.
 */
const listJobCounts = (db: Database): Promise<JobCount[]> =>
  db.$queryRaw<JobCount[]>`
    SELECT name AS queue, state, count FROM pgboss.queue, LATERAL (VALUES
      ('ready', ready_count), ('deferred', deferred_count), ('active', active_count)
    ) AS counted (state, count)
    WHERE left(name, 2) <> '__' ORDER BY 1, 2`
