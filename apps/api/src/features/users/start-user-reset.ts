import type { RecoveryMethod } from '@rekey/contracts/settings'
import type { startUserReset as contract } from '@rekey/contracts/users'
import type { Deps } from '../../deps.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { lanes } from '../../jobs/lanes.ts'
import { hour, later } from '../../lib/clock.ts'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import { masked } from '../../models/mask-addresses.ts'
import { refusalOfReset } from '../../models/refusal-of-reset.ts'
import { startReset } from '../../models/resets.ts'
import { endSessions, voidDevices } from '../../models/sessions.ts'
import { findSettings } from '../../models/settings.ts'
import { findShownMessage } from '../../models/shown-messages.ts'
import { seesAllUsers } from './reader.ts'
import { requireTarget, type TargetUser } from './target-user.ts'

/** Resets that a caller with contacts.reset-password alone may start in an hour. */
const contactResetsPerHour = 60

/**
 * POST /users/{id}/password-resets. Mails link and code to the user; the caller never sees either.
 * The old password works until a new one is saved, unless the caller blocks it.
 */
export const startUserReset: Verb<typeof contract> = async (input, deps) => {
  const { params, caller } = input
  const message = await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, params.id, caller, {
      all: 'users.reset-password',
      contacts: 'contacts.reset-password',
    })
    await requireReachable(tx, target)
    if (!caller.permissions.includes('users.reset-password')) await holdBack(tx, deps, input)
    const method = await methodFor(deps, target, input.body)
    const { messageId } = await startReset(tx, deps, target, { lane: lanes.first, method })
    const sessionsEnded = await shutOut(tx, input, deps.clock.now())
    await audit(tx, deps, input, { target, method, sessionsEnded })
    return messageId && findShownMessage(tx, messageId)
  })
  if (!message) throw new Error('A reset with an address has a message')
  const to = seesAllUsers(caller) ? message.to : message.to && masked(message.to)
  return { status: 202, body: { message: { ...message, to } } }
}

/**
 * That of the user's kind, unless the caller chooses the other. A console password is created by
 * link and code alone. @throws Problem bad-request
 */
async function methodFor(
  { settings }: Deps,
  { kind, signInMethod }: TargetUser,
  { method }: Input<typeof contract>['body'],
): Promise<RecoveryMethod> {
  if (signInMethod === 'sso') {
    if (method !== 'temporary-password') return 'code'
    const detail = 'must be code for a console password'
    throw new Problem('bad-request', { errors: [{ pointer: '/method', detail }] })
  }
  return method ?? (await settings.current()).recoveryMethods[kind]
}

/** @throws Problem user-deactivated, user-signs-in-elsewhere, user-has-no-address */
async function requireReachable(tx: Transaction, target: TargetUser): Promise<void> {
  const refusal = refusalOfReset(target, await findSettings(tx))
  if (refusal === null) return
  throw new Problem(
    refusal,
    refusal === 'user-signs-in-elsewhere' ? { detail: whereInstead(target) } : {},
  )
}

/** What the caller can do instead. */
function whereInstead({ displayName, signsInWith }: TargetUser): string {
  const place = signsInWith?.resetUrl
    ? `Their password is reset at ${signsInWith.resetUrl}.`
    : 'Their password is reset there.'
  const provider = signsInWith?.name ?? 'an identity provider'
  return `${displayName} signs in with ${provider}. ${place} You can set them back to a password.`
}

/**
 * A device user's app may help a contact, and nothing else: `reason` alone, and not endlessly. Its
 * calls come one after the other, so that none slips past the count.
 * @throws Problem not-permitted, rate-limited
 */
async function holdBack(
  tx: Transaction,
  { clock }: Deps,
  { body, caller }: Input<typeof contract>,
): Promise<void> {
  if (Object.keys(body).some((field) => field !== 'reason')) {
    throw new Problem('not-permitted', { detail: 'You may give a reason, and nothing else.' })
  }
  const now = clock.now()
  await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${caller.user.id}::uuid FOR NO KEY UPDATE`
  const started = await tx.auditEvent.findMany({
    where: {
      actorId: caller.user.id,
      action: 'password-reset.started',
      at: { gt: later(now, -hour) },
    },
    orderBy: { id: 'desc' },
    take: contactResetsPerHour,
    select: { at: true },
  })
  const oldest = started[contactResetsPerHour - 1]
  if (oldest) throw mustWait(later(oldest.at, hour), now)
}

/** @returns how many sessions ended */
async function shutOut(
  tx: Transaction,
  { params: { id }, body }: Input<typeof contract>,
  at: Date,
): Promise<number> {
  if (body.blockCurrentPassword) {
    await tx.user.updateMany({
      where: { id, passwordHash: { not: null } },
      data: { passwordBlockedAt: at },
    })
  }
  if (!body.endSessions) return 0
  await voidDevices(tx, id, at)
  return endSessions(tx, id)
}

type Started = { target: TargetUser; method: RecoveryMethod; sessionsEnded: number }

const audit = (
  tx: Transaction,
  { clock }: Deps,
  { body, caller, ip, requestId }: Input<typeof contract>,
  { target, method, sessionsEnded }: Started,
) =>
  recordAudit(tx, {
    action: 'password-reset.started',
    at: clock.now(),
    actorId: caller.user.id,
    userId: target.id,
    requestId,
    details: {
      method,
      ...(target.signInMethod === 'sso' && { purpose: 'console' }),
      endSessions: body.endSessions ?? false,
      sessionsEnded,
      blockCurrentPassword: body.blockCurrentPassword ?? false,
    },
    personal: { ip, username: target.username, ...(body.reason && { reason: body.reason }) },
  })
