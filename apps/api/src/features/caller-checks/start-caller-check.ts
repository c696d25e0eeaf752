import {
  callerChecksPerHour,
  type startCallerCheck as contract,
} from '@rekey/contracts/caller-checks'
import type { Deps } from '../../deps.ts'
import type { MailedCode } from '../../generated/prisma/client.ts'
import { auditBy } from '../../guards/audit-by.ts'
import { requireTarget } from '../../guards/target-user.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { lanes } from '../../jobs/lanes.ts'
import { hour, later } from '../../lib/clock.ts'
import type { Transaction } from '../../lib/database.ts'
import { findReachable, openingAddresses } from '../../models/mail-addresses.ts'
import { keepMailedCode } from '../../models/mailed-codes.ts'
import { masked } from '../../models/mask-addresses.ts'
import { queueMessages } from '../../models/messages.ts'

/** POST /users/{id}/caller-checks. The code goes into the mails alone. */
export const startCallerCheck: Verb<typeof contract> = async (input, deps) => {
  const { params, caller } = input
  const at = deps.clock.now()
  const { check, addresses } = await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, params.id, caller, { all: 'users.reset-password' })
    if (target.status !== 'active') throw new Problem('user-deactivated')
    const reachable = await findReachable(tx, target.id, at)
    const addresses = reachable ? openingAddresses(reachable) : []
    if (addresses.length === 0) throw new Problem('user-has-no-address')
    const { id: userId, username } = target
    const until = await findWait(tx, userId, at)
    if (until) throw mustWait(until, at)
    const check = await mailCode(tx, deps, { userId, askedBy: caller.actorId, addresses, at })
    const about = { id: userId, username }
    await auditBy(tx, deps, input, 'caller-check.started', about, { callerCheckId: check.id })
    return { check, addresses }
  })
  const sentTo = caller.permissions.includes('users.read') ? addresses : addresses.map(masked)
  return { status: 202, body: { id: check.id, expiresAt: check.expiresAt.toISOString(), sentTo } }
}

/** When one more check of this user's callers can be asked for; null: now. Lock the user first. */
async function findWait(tx: Transaction, userId: string, now: Date): Promise<Date | null> {
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
  readonly at: Date
}

/**
 * Mails the code to all of these addresses. So the owner of a mailbox learns that somebody calls in
 * their name, even if that person reads another one. Lock the user first.
 */
async function mailCode(
  tx: Transaction,
  deps: Deps,
  { userId, askedBy, addresses, at }: Asked,
): Promise<MailedCode> {
  const asked = { userId, askedBy, at, recoveryAddressId: null }
  const check = await keepMailedCode(tx, deps.keys, { ...asked, purpose: 'caller-check' })
  const sent = {
    origin: 'started',
    lane: lanes.first,
    askedAt: at,
    mailedCodeId: check.id,
  } as const
  const mail = { ...sent, userId, template: 'caller-check' } as const
  await queueMessages(
    tx,
    deps,
    addresses.map((to) => ({ ...mail, to })),
  )
  return check
}
