import type { Socket } from 'node:net'
import { fromPrisma, PgBoss } from 'pg-boss'
import { second } from '../lib/clock.ts'
import { connectionTo } from '../lib/connection.ts'
import { connectWithinMs, keptIdleMs, type Transaction } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'
import type { Tracing } from '../lib/tracing.ts'
import { type Asks, createAsks } from './asks.ts'
import type { JobData, JobHandlers, JobName, Origin } from './job-data.ts'
import { type Lane, priorityOf } from './lanes.ts'
import { createWay, type Way } from './make-way.ts'
import { jobNames } from './queues.ts'
import { wakeSeldom } from './wake-seldom.ts'
import { work } from './work.ts'

type NewJob<N extends JobName> = {
  readonly data: JobData[N]
  readonly lane: Lane
  /** As of the ask that it comes from. */
  readonly turn: number
}

export type Jobs = Asks & {
  /**
   * Adds a job in the caller's transaction: the job exists only if that transaction commits.
   * `startAfter` is a time, or a number of seconds from now. The clock of the database decides when
   * a time has come, so a job that finds it too early by its own clock waits for seconds.
   */
  add<N extends JobName>(
    tx: Statements,
    name: N,
    data: JobData[N],
    options: { lane: Lane; startAfter?: Date | number; onlyOne?: boolean },
  ): Promise<void>
  /** Adds jobs in the caller's transaction, in one statement. */
  addAll<N extends JobName>(tx: Statements, name: N, jobs: readonly NewJob<N>[]): Promise<void>
  /** These jobs, but what they store is committed with this transaction. */
  within(tx: Transaction): Jobs
  /**
   * Starts to process jobs (worker only).
   * @param way for what batches of ordinary jobs wait a little
   */
  work(handlers: JobHandlers, way?: Way): Promise<void>
  /**
   * Takes no new job from now on, and waits for the running ones. Jobs can still be added, for the
   * next worker.
   */
  drain(): Promise<void>
  /** Drains, and closes. */
  stop(): Promise<void>
}

/**
 * How long running jobs may go on when the process ends. The process ends itself after ten seconds,
 * and a server closes its own database after its worker has ended. Jobs that are cut off run again.
 */
const drainMs = 6 * second

type Options = {
  isWorker: boolean
  /** Called with errors in the background: a lost connection, a failed job. */
  onError: (error: unknown) => void
  /** Contains the socket of each connection while it is open. */
  sockets?: Set<Socket>
  tracing?: Tracing | null
}

export async function openJobs(databaseUrl: string, options: Options): Promise<Jobs> {
  const { onError, tracing = null } = options
  const boss = await openBoss(databaseUrl, options)
  const origin = (): Origin => {
    const trace = tracing?.current()
    return trace ? { trace } : {}
  }
  const asks = createAsks(boss, origin)
  const jobs: Jobs = {
    ...asks.together,
    ...additions(boss, origin),
    within: (tx) => ({ ...jobs, ...asks.within(tx) }),
    work: (handlers, way = createWay()) => work(boss, handlers, { way, onError, tracing }),
    async drain() {
      // This part runs before the first wait: `stop` would first close a connection.
      const leaving = jobNames.map((name) => boss.offWork(name, { wait: false }))
      await Promise.all(leaving)
      await boss.stop({ close: false, graceful: true, timeout: drainMs })
    },
    stop: () => boss.stop({ graceful: true, timeout: drainMs }),
  }
  return jobs
}

/** The queue hands it on to the driver, though its types don't name it. */
const lasting = { idleTimeoutMillis: keptIdleMs }

async function openBoss(databaseUrl: string, { isWorker, onError, sockets }: Options) {
  const boss = new PgBoss({
    ...connectionTo(databaseUrl, sockets),
    max: isWorker ? 10 : 2,
    ...(isWorker && { connectionTimeoutMillis: connectWithinMs(isWorker) }),
    ...lasting,
    migrate: false,
    supervise: isWorker,
    schedule: isWorker,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    // A process without workers has nobody to wake.
    useListenNotify: isWorker,
  })
  if (isWorker) wakeSeldom(boss)
  boss.on('error', onError)
  await boss.start()
  return boss
}

const additions = (boss: PgBoss, origin: () => Origin): Pick<Jobs, 'add' | 'addAll'> => ({
  async add(tx, name, data, { lane, startAfter, onlyOne = false }) {
    const options = {
      db: fromPrisma(tx),
      priority: priorityOf(lane),
      ...(startAfter && { startAfter }),
      ...(onlyOne && { singletonKey: name }),
    }
    await boss.send(name, { ...data, ...origin() }, options)
  },
  async addAll(tx, name, added) {
    const from = origin()
    const rows = added.map(({ data, lane, turn }) => ({
      data: { ...data, ...from },
      priority: priorityOf(lane, turn),
    }))
    await boss.insert(name, rows, { db: fromPrisma(tx) })
  },
})
