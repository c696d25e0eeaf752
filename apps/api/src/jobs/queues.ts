import { PgBoss, type Queue } from 'pg-boss'
import { connectionTo } from '../lib/connection.ts'
import type { JobName } from './job-data.ts'

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

export const jobNames = Object.keys(queues) as JobName[]

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
  for (const name of jobNames) await boss.createQueue(name, queues[name])
  await boss.stop({ graceful: false })
}
