import { mailHealthState } from '@rekey/contracts/mail-health'
import { Gauge, Registry } from 'prom-client'
import type { Deps } from '../../deps.ts'
import { cached } from '../../lib/cached.ts'
import { day, later, second } from '../../lib/clock.ts'
import type { Database } from '../../lib/database.ts'
import { countMails, findMailFlow, type MailFlow } from '../../models/mail-health.ts'

/** However many ask. */
const maximumAge = 5 * second

type MailDeps = Pick<Deps, 'db' | 'clock' | 'log'>

/**
 * Mails and jobs of all instances, from the database. While the database is unavailable they are
 * left out, so that the metrics of this process can still be read.
 */
export function createMailMetrics({ db, clock, log }: MailDeps) {
  const read = cached(() => describeMails(db, clock.now()), maximumAge, clock)
  return {
    read: (): Promise<string> =>
      read().catch((err: unknown) => {
        log.warn({ err }, 'Mails could not be measured')
        return ''
      }),
  }
}

async function describeMails(db: Database, now: Date): Promise<string> {
  const [flow, mails, jobs] = await Promise.all([
    findMailFlow(db, now),
    countMails(db, later(now, -day)),
    listJobCounts(db),
  ])
  const registry = new Registry()
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: `rekey_${name}`, help, labelNames, registers: [registry] })
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
  return registry.metrics()
}

/** Left out before the first mail, since 0 would be a time in 1970. */
function describeAcceptance({ lastAcceptedAt }: MailFlow, gauge: (n: string, h: string) => Gauge) {
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
