import type { resendMessage as contract, Template } from '@rekey/contracts/messages'
import type { Deps } from '../../deps.ts'
import type { Message } from '../../generated/prisma/client.ts'
import { auditBy } from '../../guards/audit-by.ts'
import { requireMessageFor } from '../../guards/require-message-for.ts'
import {
  type Needed,
  requireAddress,
  requireForKind,
  requireTarget,
  type TargetUser,
} from '../../guards/target-user.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { startAddressCheck } from '../../models/address-checks.ts'
import type { AuditEntry } from '../../models/audit.ts'
import { resendNotice } from './resend-notice.ts'
import { resendReset } from './resend-reset.ts'

/**
 * A mail that is sent again. `entry`: what the audit log says about it; null: the mail was already
 * waiting.
 */
export type Resent = {
  readonly messageId: string | null
  readonly entry: Pick<AuditEntry, 'action' | 'details'> | null
}

/**
 * POST /messages/{id}/resend. It locks the user, so the second of two parallel calls finds the mail
 * of the first still waiting, and returns that mail.
 */
export const resendMessage: Verb<typeof contract> = async (input, deps) => {
  const { params, caller } = input
  const message = await deps.db.$transaction(async (tx) => {
    const sent = await tx.message.findUnique({ where: { id: params.id } })
    if (!sent) throw new Problem('not-found')
    const { needed, resend } = ways[sent.template]
    const target = await requireReader(tx, sent, input, needed)
    const { messageId, entry } = await resend(tx, deps, target, { sent, caller })
    if (entry) await audit(tx, deps, input, { target, ...entry })
    return requireMessageFor(tx, caller, messageId)
  })
  return { status: 202, body: { message } }
}

type Way = {
  readonly needed: Needed
  readonly resend: (
    tx: Transaction,
    deps: Deps,
    target: TargetUser,
    asked: { readonly sent: Message; readonly caller: Input<typeof contract>['caller'] },
  ) => Promise<Resent>
}

const resetting: Needed = { all: 'users.reset-password', contacts: 'contacts.reset-password' }
const writing: Needed = { all: 'users.write', contacts: 'contacts.write' }

const reset: Way = { needed: resetting, resend: resendReset }
const notice: Way = { needed: writing, resend: resendNotice }

const ways: Readonly<Record<Template, Way>> = {
  reset,
  'create-password': reset,
  'console-password': reset,
  'temporary-password': reset,
  'password-changed': notice,
  'username-changed': notice,
  'address-changed': notice,
  'signs-in-elsewhere': { needed: resetting, resend: resendSignsInElsewhere },
  'sso-linked': notice,
  'sso-link': { needed: resetting, resend: () => Promise.reject(notByOthers()) },
  'disowned-digest': { needed: writing, resend: () => Promise.reject(notAgain()) },
  'address-check': { needed: writing, resend: resendAddressCheck },
  'caller-check': { needed: resetting, resend: () => Promise.reject(anotherCheck()) },
  'webhook-switched-off': { needed: writing, resend: () => Promise.reject(notAgain()) },
  'second-factor-added': notice,
  'second-factor-removed': notice,
  'recovery-codes-replaced': notice,
  'recovery-code-used': notice,
  'factor-recovery-started': notice,
  'recovery-address-check': { needed: writing, resend: () => Promise.reject(notByOthers()) },
  'recovery-address-added': notice,
  'recovery-address-removed': notice,
  test: { needed: writing, resend: () => Promise.reject(notForOthers()) },
}

/**
 * The user that the mail is about. Requests for unknown names, and digests to the support address,
 * have none.
 * @throws Problem not-found, not-permitted, conflict
 */
async function requireReader(
  tx: Transaction,
  { userId, reason }: Message,
  { caller }: Input<typeof contract>,
  needed: Needed,
): Promise<TargetUser> {
  if (userId !== null) return requireTarget(tx, userId, caller, needed)
  requireForKind(caller, 'staff', needed)
  throw reason === 'no-such-user'
    ? new Problem('conflict', { detail: 'Nobody has this username. Add the user first.' })
    : notAgain()
}

/** The audit log contains what it reported, and is newer. */
const notAgain = () =>
  new Problem('conflict', { detail: 'This mail can’t be sent again. See the audit log.' })

/** The person who asks has to be on the telephone with the caller. */
const anotherCheck = () =>
  new Problem('conflict', { detail: 'Start another caller check from the user’s page instead.' })

/** Only the person who requests it gets it. */
const notForOthers = () =>
  new Problem('conflict', { detail: 'Send another test mail from Mail health instead.' })

/** It belongs to a flow that only the user can continue, in their own browser. */
const notByOthers = () =>
  new Problem('conflict', {
    detail: 'Only the user can request this mail again.',
  })

/** Sent again only while it is true. */
async function resendSignsInElsewhere(...[tx, deps, target, asked]: Parameters<Way['resend']>) {
  if (target.signInMethod === 'sso') return resendNotice(tx, deps, target, asked)
  throw new Problem('conflict', { detail: 'This user has a password here. Send a reset instead.' })
}

/** It contains a new link; the previous one stays valid for its time. */
async function resendAddressCheck(
  tx: Transaction,
  deps: Deps,
  target: TargetUser,
): Promise<Resent> {
  if (target.status !== 'active') throw new Problem('user-deactivated')
  const started = await startAddressCheck(tx, deps, target.id, requireAddress(target))
  const entry = started.isNew ? { action: 'address-check.started' as const } : null
  return { messageId: started.messageId, entry }
}

const audit = (
  tx: Transaction,
  deps: Deps,
  input: Input<typeof contract>,
  { target, action, details }: NonNullable<Resent['entry']> & { target: TargetUser },
) =>
  auditBy(
    tx,
    deps,
    input,
    action,
    { id: target.id, username: target.username },
    { ...details, resentMessageId: input.params.id },
  )
