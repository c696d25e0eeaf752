import type { JobResult } from 'pg-boss'
import type { JobName, JobSetHandler } from './job-data.ts'

/** What happens to a set besides its work. */
type Settling = {
  /** Removes a finished job. The jobs of a set are removed together, in one statement. */
  readonly remove: (jobId: string) => Promise<void>
  readonly onError: (error: unknown) => void
}

/**
 * Runs jobs as one set, and removes their rows at once, so that job data doesn't outlive the jobs.
 * If a set fails, its jobs are repeated one by one, so that a bad job doesn't make the others fail.
 */
export async function runSet<N extends JobName>(
  jobs: Parameters<JobSetHandler<N>>[0],
  handler: JobSetHandler<N>,
  settling: Settling,
): Promise<JobResult[]> {
  try {
    await handler(jobs)
    await Promise.all(jobs.map(({ id }) => settling.remove(id)))
    return jobs.map(({ id }) => ({ id, status: 'completed' }))
  } catch (error) {
    settling.onError(error)
    if (jobs.length === 1) return jobs.map(({ id }) => ({ id, status: 'failed' }))
    const results = await Promise.all(jobs.map((job) => runSet([job], handler, settling)))
    return results.flat()
  }
}
