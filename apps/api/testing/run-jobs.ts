import { PgBoss } from 'pg-boss'
import type {
  JobData,
  JobHandlers,
  JobName,
  SingleJobHandlers,
  SingleJobName,
} from '../src/jobs/job-data.ts'
import { connectionTo } from '../src/lib/connection.ts'

type RunOptions = { readonly later?: boolean; readonly atOnce?: number }

/**
 * Runs the due jobs, and those that they add, until none is left: the worker's work without its
 * waiting. Delayed jobs need `later: true`. `atOnce`: how many are taken together, in no order. It
 * connects with the first run, so that its connection isn't in the way of a test that counts
 * statements or ends connections before.
 */
export function createJobRunner(databaseUrl: string, handlers: JobHandlers) {
  const boss = new PgBoss({
    ...connectionTo(databaseUrl),
    max: 2,
    migrate: false,
    supervise: false,
    schedule: false,
  })
  boss.on('error', () => {})
  let started: Promise<PgBoss> | undefined
  const { 'open-reset': openReset, ...rest } = handlers
  const singles: SingleJobHandlers = rest
  const singleNames = Object.keys(rest) as SingleJobName[]

  const take = <N extends JobName>(name: N, { atOnce, later }: Required<RunOptions>) =>
    boss.fetch<JobData[N]>(name, { batchSize: atOnce, ignoreStartAfter: later })

  async function runSet(options: Required<RunOptions>): Promise<number> {
    const jobs = await take('open-reset', options)
    if (jobs.length === 0) return 0
    await openReset(jobs)
    await boss.deleteJob(
      'open-reset',
      jobs.map(({ id }) => id),
    )
    return jobs.length
  }

  async function runEach<N extends SingleJobName>(
    name: N,
    options: Required<RunOptions>,
  ): Promise<number> {
    const jobs = await take(name, options)
    for (const { id, data } of jobs) {
      await singles[name](data, id)
      await boss.deleteJob(name, id)
    }
    return jobs.length
  }

  return {
    async run({ later = false, atOnce = 100 }: RunOptions = {}): Promise<void> {
      started ??= boss.start()
      await started
      const options = { later, atOnce }
      let ran = await runSet(options)
      for (const name of singleNames) ran += await runEach(name, options)
      if (ran > 0) await this.run()
    },
    async stop() {
      await started
      await boss.stop({ graceful: false })
    },
  }
}
