import { randomUUID } from 'node:crypto'
import type { JobData } from '../src/jobs/job-data.ts'
import { lanes } from '../src/jobs/lanes.ts'
import type { Clock } from '../src/lib/clock.ts'

/** The data of a user's reset request for the job that looks the user up. */
export const askOf = (
  { clock }: { readonly clock: Clock },
  username: string,
  device: string | null = null,
): JobData['open-reset'] => ({
  username,
  askedAt: clock.now().toISOString(),
  device,
  ip: '192.0.2.1',
  requestId: randomUUID(),
  lane: lanes.selfService,
})
