import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { fromPrisma, PgBoss, type Queue } from 'pg-boss'
import { second } from '../lib/clock.ts'
import { connectionTo } from '../lib/connection.ts'
import { connectWithinMs, keptIdleMs, type Transaction } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'
import type { Tracing } from '../lib/tracing.ts'
import { coalesce } from './coalesce.ts'
import type { JobData, JobHandlers, JobName, Origin } from './job-data.ts'
import { type Lane, priorityOf } from './lanes.ts'
import { createWay, type Way } from './make-way.ts'
import { createTurns } from './turns.ts'
import { work } from './work.ts'

type NewJob<N extends JobName> = {
  readonly data: JobData[N]
  readonly lane: Lane
  /** As of the ask that it comes from. */
  readonly turn: number
}

export type Jobs = {
  /**
   * Stores a self-service request; resolves when it is committed.
   * @param network from which it comes; the more asks a network makes, the later its turn
   * @throws Overloaded
   */
  ask(data: JobData['open-reset'], network: string): Promise<void>
  /** Stores an act that is only counted; resolves when it is committed. @throws Overloaded */
  count(data: JobData['count-act']): Promise<void>
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

/**
 * Retried until it succeeds, because nothing may be lost while a database or mail server is down.
 */
const untilDone = { retryLimit: 100_000, retryDelay: 1, retryBackoff: true, retryDelayMax: 30 }

/** A worker without a heartbeat for 10 seconds counts as dead, and its jobs start again. */
const queue = { ...untilDone, heartbeatSeconds: 10, deleteAfterSeconds: 60, notify: true }

const queues: { [N in JobName]: Omit<Queue, 'name'> } = {
  'open-reset': { ...queue, expireInSeconds: 60 },
  'send-message': { ...queue, expireInSeconds: 120 },
  'count-act': { ...queue, expireInSeconds: 60 },
  'close-hours': { ...queue, expireInSeconds: 600, policy: 'singleton' },
  'add-up-counts': { ...queue, expireInSeconds: 600, policy: 'singleton' },
  'finish-factor-recovery': { ...queue, expireInSeconds: 60 },
  'send-disowned-digest': { ...queue, expireInSeconds: 60, policy: 'short' },
  'clean-up': { ...queue, expireInSeconds: 3_600, policy: 'singleton' },
}

const names = Object.keys(queues) as JobName[]

/** Creates pg-boss's own schema and our queues. Several processes may do it at the same time. */
export async function prepareJobs(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({
    ...connectionTo(databaseUrl),
    max: 2,
    supervise: false,
    schedule: false,
  })
  boss.on('error', () => {})
  await boss.start()
  for (const name of names) await boss.createQueue(name, queues[name])
  await boss.stop({ graceful: false })
}

type Options = {
  isWorker: boolean
  /** Called with errors in the background: a lost connection, a failed job. */
  onError: (error: unknown) => void
  /** Contains the socket of each connection while it is open. */
  sockets?: Set<Socket>
  tracing?: Tracing | null
}

/** The queue hands it on to the driver, though its types don't name it. */
const lasting = { idleTimeoutMillis: keptIdleMs }

export async function openJobs(
  databaseUrl: string,
  { isWorker, onError, sockets, tracing = null }: Options,
): Promise<Jobs> {
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
    useListenNotify: true,
  })
  boss.on('error', onError)
  await boss.start()
  const origin = (): Origin => {
    const trace = tracing?.current()
    return trace ? { trace } : {}
  }
  const turns = createTurns()
  const ask = coalesce((jobs: { id: string; priority: number; data: JobData['open-reset'] }[]) =>
    boss.insert('open-reset', jobs),
  )
  const inTurn = (data: JobData['open-reset'], network: string) => {
    const turn = turns(network)
    return { priority: priorityOf(data.lane, turn), data: { ...data, turn, ...origin() } }
  }
  const count = coalesce((jobs: { id: string; data: JobData['count-act'] }[]) =>
    boss.insert('count-act', jobs),
  )
  const jobs: Jobs = {
    ask: (data, network) => ask({ id: randomUUID(), ...inTurn(data, network) }),
    count: (data) => count({ id: randomUUID(), data: { ...data, ...origin() } }),
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
    work: (handlers, way = createWay()) => work(boss, handlers, { way, onError, tracing }),
    within: (tx) => ({
      ...jobs,
      async ask(given, network) {
        const { data, priority } = inTurn(given, network)
        await boss.send('open-reset', data, { db: fromPrisma(tx), priority })
      },
      count: async (data) =>
        void (await boss.send('count-act', { ...data, ...origin() }, { db: fromPrisma(tx) })),
    }),
    async drain() {
      // This part runs before the first wait: `stop` would first close a connection.
      const leaving = names.map((name) => boss.offWork(name, { wait: false }))
      await Promise.all(leaving)
      await boss.stop({ close: false, graceful: true, timeout: drainMs })
    },
    stop: () => boss.stop({ graceful: true, timeout: drainMs }),
  }
  return jobs
}
