import { PgBoss } from 'pg-boss'
import type { JobData, JobHandlers, JobName } from '../src/jobs/jobs.ts'
import { connectionTo } from '../src/lib/connection.ts'

/**
 * Runs the due jobs, and those that they add, until none is left: the worker's work without its
 * waiting. Delayed jobs need `later: true`. `atOnce`: how many are taken together, in no order. It
 * connects with the first run, so that a test that counts statements or ends connections before
 * that doesn't meet it.
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
  const names = Object.keys(handlers) as JobName[]

  async function runOne<N extends JobName>(
    name: N,
    batchSize: number,
    ignoreStartAfter: boolean,
  ): Promise<number> {
    const jobs = await boss.fetch<JobData[N]>(name, { batchSize, ignoreStartAfter })
    for (const job of jobs) {
      await handlers[name](job.data, job.id)
      await boss.deleteJob(name, job.id)
    }
    return jobs.length
  }

  return {
    async run({ later = false, atOnce = 100 } = {}): Promise<void> {
      started ??= boss.start()
      await started
      let ran = 0
      for (const name of names) ran += await runOne(name, atOnce, later)
      if (ran > 0) await this.run()
    },
    async stop() {
      await started
      await boss.stop({ graceful: false })
    },
  }
}
