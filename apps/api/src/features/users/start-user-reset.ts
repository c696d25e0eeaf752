import type { RecoveryMethod } from '@rekey/contracts/settings'
import type { startUserReset as contract } from '@rekey/contracts/users'
import type { Deps } from '../../deps.ts'
import { auditBy } from '../../guards/audit-by.ts'
import { requireMessageFor } from '../../guards/require-message-for.ts'
import { requireReachable, requireTarget, type TargetUser } from '../../guards/target-user.ts'
import { Problem } from '../../http/problem.ts'
import type { ActInput, ActVerb } from '../../http/routes.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { findCallerVerified } from '../../models/caller-checks.ts'
import { shutOut } from '../../models/shut-out.ts'
import { startReset } from '../../models/start-reset.ts'

/**
 * POST /users/{id}/password-resets. Mails link and code to the user; the caller never sees either.
 * The old password works until a new one is saved, unless the caller blocks it.
 */
export const startUserReset: ActVerb<typeof contract> = async (input, deps) => {
  const { params, caller } = input
  const message = await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, params.id, caller, {
      all: 'users.reset-password',
      contacts: 'contacts.reset-password',
    })
    await requireReachable(tx, target)
    if (!caller.permissions.includes('users.reset-password')) requireReasonAlone(input)
    const method = await methodFor(deps, target, input.body)
    const { messageId } = await startReset(tx, deps, target, { lane: lanes.first, method })
    const ended = await shutOut(tx, [target.id], input.body, deps.clock.now())
    const sessionsEnded = ended.get(target.id) ?? 0
    await audit(tx, deps, input, { target, method, sessionsEnded })
    return requireMessageFor(tx, caller, messageId)
  })
  return { status: 202, body: { message } }
}

/**
 * The method of the user's kind, unless the caller chooses the other one. A console password can
 * only be created by link and code.
 * @throws Problem bad-request
 */
async function methodFor(
  { settings }: Deps,
  { kind, signInMethod }: TargetUser,
  { method }: ActInput<typeof contract>['body'],
): Promise<RecoveryMethod> {
  if (signInMethod === 'sso') {
    if (method !== 'temporary-password') return 'code'
    const detail = 'must be code for a console password'
    throw new Problem('bad-request', { errors: [{ pointer: '/method', detail }] })
  }
  return method ?? (await settings.current()).recoveryMethods[kind]
}

/** A device user's app may help a contact, but no other user. @throws Problem not-permitted */
function requireReasonAlone({ body }: ActInput<typeof contract>): void {
  if (Object.keys(body).every((field) => field === 'reason')) return
  throw new Problem('not-permitted', { detail: 'You may only give a reason.' })
}

type Started = { target: TargetUser; method: RecoveryMethod; sessionsEnded: number }

/**
 * Says whether the help desk had found out who called, since that is the usual way to be fooled.
 */
const audit = async (
  tx: Transaction,
  deps: Deps,
  input: ActInput<typeof contract>,
  { target, method, sessionsEnded }: Started,
) =>
  auditBy(
    tx,
    deps,
    input,
    'password-reset.started',
    {
      id: target.id,
      username: target.username,
      ...(input.body.reason && { reason: input.body.reason }),
    },
    {
      method,
      ...(target.signInMethod === 'sso' && { purpose: 'console' }),
      endSessions: input.body.endSessions ?? false,
      sessionsEnded,
      blockCurrentPassword: input.body.blockCurrentPassword ?? false,
      callerVerified: (await findCallerVerified(tx, target.id, deps.clock.now())) !== null,
    },
  )
