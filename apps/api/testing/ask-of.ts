import { randomUUID } from 'node:crypto'
import type { JobData } from '../src/jobs/jobs.ts'
import { lanes } from '../src/jobs/lanes.ts'
import type { Clock } from '../src/lib/clock.ts'

/** What a user's ask for a reset hands to the job that looks them up. */
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
