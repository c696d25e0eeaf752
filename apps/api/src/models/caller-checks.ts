import { callerChecksPerHour } from '@rekey/contracts/caller-checks'
import type { Deps } from '../deps.ts'
import type { MailedCode } from '../generated/prisma/client.ts'
import { lanes } from '../jobs/lanes.ts'
import { hour, later } from '../lib/clock.ts'
import type { Database, Transaction } from '../lib/database.ts'
import { keepMailedCode } from './mailed-codes.ts'
import { queueMessages } from './messages.ts'

/** Checks of people who call the help desk. */

/** How long it counts that the caller was verified. */
const verifiedFor = hour

/** When one more check of this user's callers can be asked for; null: now. Lock the user first. */
export async function findCallerCheckWait(
  tx: Transaction,
  userId: string,
  now: Date,
): Promise<Date | null> {
  const [first] = await tx.$queryRaw<{ askedAt: Date }[]>`
    SELECT DISTINCT asked_at AS "askedAt" FROM messages
    WHERE user_id = ${userId}::uuid AND template = 'caller-check' AND asked_at > ${later(now, -hour)}
    ORDER BY asked_at DESC OFFSET ${callerChecksPerHour - 1} LIMIT 1`
  return first ? later(first.askedAt, hour) : null
}

type Asked = {
  readonly userId: string
  readonly askedBy: string
  readonly addresses: readonly string[]
}

/**
 * Mails the code to all of these addresses. So the owner of a mailbox learns that somebody calls in
 * their name, even if that person reads another one. Lock the user first.
 */
export async function startCallerCheck(
  tx: Transaction,
  deps: Deps,
  { userId, askedBy, addresses }: Asked,
): Promise<MailedCode> {
  const at = deps.clock.now()
  const asked = { userId, askedBy, at, recoveryAddressId: null }
  const check = await keepMailedCode(tx, deps.keys, { ...asked, purpose: 'caller-check' })
  const mail = { template: 'caller-check', origin: 'started', lane: lanes.first } as const
  const mails = addresses.map((to) => ({ ...mail, userId, to, mailedCodeId: check.id }))
  await queueMessages(
    tx,
    deps,
    mails.map((each) => ({ ...each, askedAt: at })),
  )
  return check
}

/** When a caller of this user was verified, if that counts now. */
export async function findCallerVerified(
  db: Database | Transaction,
  userId: string,
  now: Date,
): Promise<Date | null> {
  const newest = await db.mailedCode.findFirst({
    where: { userId, purpose: 'caller-check', usedAt: { gt: later(now, -verifiedFor) } },
    orderBy: { usedAt: 'desc' },
    select: { usedAt: true },
  })
  return newest?.usedAt ?? null
}
