import type { Job, JobResult, PgBoss } from 'pg-boss'
import { type Tracing, traced } from '../lib/tracing.ts'
import { coalesce } from './coalesce.ts'
import type {
  JobData,
  JobHandlers,
  JobName,
  JobSetHandler,
  Origin,
  SingleJobHandlers,
  SingleJobName,
} from './job-data.ts'
import { lanes, priorityOf } from './lanes.ts'
import type { Way } from './make-way.ts'
import { runSet } from './run-set.ts'

const polling = {
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 1,
  burstWhenBatchFull: true,
  perJobResults: true,
} as const

/** Nobody waits for these, and a notification tells of each. */
const seldom = { pollingIntervalSeconds: 30, notifyPollingIntervalSeconds: 30 }

/** Administrators and known devices. */
const firstLane = { minPriority: priorityOf(lanes.first) }

/** Also the first requests of other networks. */
const firstTurn = { minPriority: priorityOf(lanes.selfService) }

type Surroundings = {
  readonly way: Way
  readonly onError: (error: unknown) => void
  readonly tracing: Tracing | null
}

type Around = Omit<Surroundings, 'way'>

/** What a batch waits for before it begins. */
type Begins = { readonly after?: () => Promise<void> }

const atOnce = async () => {}

/** Takes jobs from the queues and runs them until `boss` stops. */
export async function work(
  boss: PgBoss,
  handlers: JobHandlers,
  { way, ...around }: Surroundings,
): Promise<void> {
  const take = takerOf(boss, handlers, around)
  const takeAsks = askTakerOf(boss, handlers, around)
  const begins = { after: way.isFree }
  // Every notification wakes each worker to query the table, so a few workers with large batches
  // are better.
  await takeAsks({ batchSize: 100, localConcurrency: 3 }, begins)
  await take('send-message', { batchSize: 25, localConcurrency: 4 }, begins)
  // Separate lanes, so that administrators never wait behind a flood or a mail server that hangs,
  // and the first ask of a network never waits for a set of a flood to end.
  await takeAsks({ batchSize: 50, localConcurrency: 1, ...firstTurn })
  await takeAsks({ batchSize: 10, localConcurrency: 1, ...firstLane })
  await take('send-message', { batchSize: 5, localConcurrency: 1, ...firstTurn })
  await take('send-message', { batchSize: 5, localConcurrency: 2, ...firstLane })
  await take('send-disowned-digest', { batchSize: 1 })
  await take('count-act', { batchSize: 100 })
  await take('close-hours', { batchSize: 1, ...seldom })
  await take('add-up-counts', { batchSize: 1, ...seldom })
  await take('finish-factor-recovery', { batchSize: 1 })
  await take('clean-up', { batchSize: 1, ...seldom })
  await boss.schedule('close-hours', '1 * * * *', {}, { missed: 'once' })
  await boss.schedule('add-up-counts', '* * * * *', {}, { missed: 'skip' })
  await boss.schedule('clean-up', '17 3 * * *', {}, { missed: 'once' })
}

/** Jobs that are taken together run side by side, each for itself. */
function takerOf(boss: PgBoss, handlers: SingleJobHandlers, { onError, tracing }: Around) {
  return <N extends SingleJobName>(name: N, options: object, { after = atOnce }: Begins = {}) => {
    const settling = { remove: removerOf(boss, name), onError }
    const handler: JobSetHandler<N> = async (jobs) => {
      for (const { id, data } of jobs) await handlers[name](data, id)
    }
    return boss.work<JobData[N] & Origin>(
      name,
      { ...polling, ...options },
      async (batch: Job<JobData[N] & Origin>[]) => {
        await after()
        const results = () =>
          Promise.all(batch.map((job) => runSet([job], handler, settling))).then((all) =>
            all.flat(),
          )
        return asSpan(tracing, name, batch, results)
      },
    )
  }
}

/** Asks that are taken together run as one set. */
function askTakerOf(boss: PgBoss, handlers: JobHandlers, { onError, tracing }: Around) {
  const name = 'open-reset'
  const settling = { remove: removerOf(boss, name), onError }
  return (options: object, { after = atOnce }: Begins = {}) =>
    boss.work<JobData[typeof name] & Origin>(name, { ...polling, ...options }, async (batch) => {
      await after()
      return asSpan(tracing, name, batch, () =>
        runSet<typeof name>(batch, handlers[name], settling),
      )
    })
}

/** A batch is a span, with links to the spans that added its jobs. */
function asSpan(
  tracing: Tracing | null,
  name: JobName,
  batch: readonly { readonly data: Origin }[],
  run: () => Promise<JobResult[]>,
): Promise<JobResult[]> {
  if (!tracing) return run()
  const links = new Set(batch.flatMap(({ data }) => data.trace ?? []))
  const facts = {
    'messaging.destination.name': name,
    'messaging.batch.message_count': batch.length,
  }
  return traced(tracing, name, { kind: 'consumer', facts, links: [...links] }, async (span) => {
    const results = await run()
    if (results.some(({ status }) => status === 'failed')) span.fail('job-failed')
    return results
  })
}

/** Removes jobs that end together in one statement. */
const removerOf = (boss: PgBoss, name: JobName) =>
  coalesce((jobIds: string[]) => boss.deleteJob(name, jobIds))
