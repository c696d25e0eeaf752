import type { Deps } from '../../deps.ts'
import type { Transaction } from '../../lib/database.ts'
import { isDatabaseAway } from '../../lib/is-database-away.ts'
import { takeHeld } from '../../models/waiting-messages.ts'
import { sendReminders } from './send-reminders.ts'
import { sendWave } from './send-wave.ts'
import { setAsideMail, setAsideReminder } from './set-aside.ts'

/** How often a worker looks for mails that are due. */
export const lookEveryMs = 1_000

/** The most mails of one campaign that are queued together. */
const largestWave = 200

/**
 * The worker's look at all campaigns: queues what is due, and gives new jobs to mails that were
 * held back while their campaign was paused. Several workers may look at the same time. Nothing but
 * the database says what is due, so a worker that was killed leaves nothing behind, and a campaign
 * can't get stuck. A worker that ends still ends its wave.
 */
export async function advanceCampaigns(deps: Deps, stopping?: AbortSignal): Promise<void> {
  await releaseHeld(deps)
  for (const id of await listActive(deps)) {
    if (stopping?.aborted) return
    try {
      await advance(deps, { id, send: sendWave, setAside: setAsideMail, stopping })
      await advance(deps, { id, send: sendReminders, setAside: setAsideReminder, stopping })
    } catch (err) {
      // Another campaign may still go on.
      deps.log.error({ err, campaignId: id }, 'A reset campaign could not go on')
    }
  }
}

async function listActive({ db }: Deps): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM reset_campaigns WHERE status = 'running' OR is_reminding ORDER BY id`
  return rows.map(({ id }) => id)
}

const releaseHeld = ({ db, jobs, clock }: Deps) =>
  db.$transaction(async (tx) => {
    const free = await takeHeld(tx, clock.now())
    if (free.length === 0) return
    const added = free.map(({ id, lane }) => ({ data: { messageId: id }, lane, turn: 0 }))
    await jobs.addAll(tx, 'send-message', added)
  })

/** Resolves with the number of users whose turn it was. */
type Send = (tx: Transaction, deps: Deps, campaignId: string, most: number) => Promise<number>
type SetAside = (tx: Transaction, campaignId: string) => Promise<void>
type Wave = {
  readonly id: string
  readonly send: Send
  readonly setAside: SetAside
  readonly stopping: AbortSignal | undefined
}

/**
 * If a wave fails, its users are tried one by one. The one who fails again is tried later, so that
 * one bad row holds up nobody else.
 */
async function advance(deps: Deps, wave: Wave): Promise<void> {
  const { id, send } = wave
  try {
    await deps.db.$transaction((tx) => send(tx, deps, id, largestWave))
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    await sendOneByOne(deps, wave)
  }
}

async function sendOneByOne(deps: Deps, { id, send, setAside, stopping }: Wave) {
  try {
    while (!stopping?.aborted && (await deps.db.$transaction((tx) => send(tx, deps, id, 1))) > 0);
  } catch (err) {
    if (isDatabaseAway(err)) throw err
    deps.log.error({ err, campaignId: id }, 'A user of a reset campaign will be tried again')
    await deps.db.$transaction((tx) => setAside(tx, id))
  }
}
