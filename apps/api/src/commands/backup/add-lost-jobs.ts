import { type Jobs, openJobs } from '../../jobs/jobs.ts'
import { lanes } from '../../jobs/lanes.ts'
import { prepareJobs } from '../../jobs/queues.ts'
import { openDatabase, type Transaction } from '../../lib/database.ts'
import { waitAgain } from '../../models/waiting-messages.ts'

/** Jobs aren't in a backup. This adds those that the restored rows wait for. */
export async function addLostJobs(databaseUrl: string): Promise<void> {
  await prepareJobs(databaseUrl)
  const { db, close } = openDatabase(databaseUrl, { connections: 1 })
  const jobs = await openJobs(databaseUrl, { isWorker: false, onError: () => {} })
  try {
    await db.$transaction((tx) => add(tx, jobs))
  } finally {
    await jobs.stop()
    await close()
  }
}

async function add(tx: Transaction, jobs: Jobs): Promise<void> {
  const mails = (await waitAgain(tx)).filter(({ held }) => !held)
  const added = mails.map(({ id, lane }) => ({ data: { messageId: id }, lane, turn: 0 }))
  if (added.length > 0) await jobs.addAll(tx, 'send-message', added)
  const recoveries = await tx.$queryRaw<{ recoveryId: string; dueAt: Date }[]>`
    SELECT id AS "recoveryId", due_at AS "dueAt" FROM factor_recoveries
    WHERE closed_at IS NULL AND due_at IS NOT NULL`
  for (const { recoveryId, dueAt } of recoveries) {
    const job = { lane: lanes.first, startAfter: dueAt }
    await jobs.add(tx, 'finish-factor-recovery', { recoveryId }, job)
  }
  await jobs.add(tx, 'send-disowned-digest', {}, { lane: lanes.first, onlyOne: true })
}
