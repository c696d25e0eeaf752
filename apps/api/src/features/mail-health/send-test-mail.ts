import type { sendTestMail as contract } from '@rekey/contracts/mail-health'
import { addressOf } from '@rekey/contracts/reset-address'
import type { Deps } from '../../deps.ts'
import { requireMessageFor } from '../../guards/require-message-for.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { lanes } from '../../jobs/lanes.ts'
import { later, minute } from '../../lib/clock.ts'
import { sql, type Transaction } from '../../lib/database.ts'
import { queueMessage } from '../../models/messages.ts'
import { cancelMessages } from '../../models/waiting-messages.ts'

const atMostEvery = minute

/**
 * POST /mail-health/test. The mail goes only to the caller, so everyone who may read mail health
 * may send it. The caller's row is locked, so the second of two parallel calls has to wait.
 */
export const sendTestMail: Verb<typeof contract> = async ({ caller }, deps) => {
  const message = await deps.db.$transaction(async (tx) => {
    const { id } = caller.user
    const to = await requireOwnAddress(tx, id)
    await requirePause(tx, deps, id)
    await replaceWaiting(tx, deps, id)
    const messageId = await queueMessage(tx, deps, {
      userId: id,
      template: 'test',
      to,
      origin: 'started',
      lane: lanes.first,
      askedAt: deps.clock.now(),
    })
    return requireMessageFor(tx, caller, messageId)
  })
  return { status: 202, body: { message } }
}

/** @throws Problem user-has-no-address */
async function requireOwnAddress(tx: Transaction, id: string): Promise<string> {
  await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  const user = await tx.user.findUniqueOrThrow({
    where: { id },
    select: { kind: true, username: true, emailTo: true },
  })
  const address = addressOf(user)
  if (address === null) throw new Problem('user-has-no-address')
  return address
}

/** @throws Problem rate-limited */
async function requirePause(tx: Transaction, { clock }: Deps, userId: string) {
  const now = clock.now()
  const newest = await tx.message.findFirst({
    where: { userId, template: 'test', askedAt: { gt: later(now, -atMostEvery) } },
    orderBy: { askedAt: 'desc' },
    select: { askedAt: true },
  })
  if (newest) throw mustWait(later(newest.askedAt, atMostEvery), now)
}

/** After an outage only one test mail is sent, however often the caller tried. */
const replaceWaiting = (tx: Transaction, { clock }: Deps, userId: string) =>
  cancelMessages(tx, sql`user_id = ${userId}::uuid AND template = 'test'`, clock.now())
