import type { resendMessage as contract, Template } from '@rekey/contracts/messages'
import { resending, type SentAgain } from '@rekey/contracts/resending'
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
import { resendNotice } from './resend-notice.ts'
import { resendReset } from './resend-reset.ts'
import type { Resent } from './resent.ts'

/**
 * POST /messages/{id}/resend. It locks the user, so the second of two parallel calls finds the mail
 * of the first still waiting, and returns that mail.
 */
export const resendMessage: Verb<typeof contract> = async (input, deps) => {
  const { params, caller } = input
  const message = await deps.db.$transaction(async (tx) => {
    const sent = await tx.message.findUnique({ where: { id: params.id } })
    if (!sent) throw new Problem('not-found')
    const target = await requireReader(tx, sent, input)
    const resend = ways[resending[sent.template].way]
    const { messageId, entry } = await resend(tx, deps, target, { sent, caller })
    if (entry) await audit(tx, deps, input, { target, ...entry })
    return requireMessageFor(tx, caller, messageId)
  })
  return { status: 202, body: { message } }
}

const inTheLog = 'This mail can’t be sent again. See the audit log.'
const byTheUser = 'Only the user can request this mail again.'

type Resend = (
  tx: Transaction,
  deps: Deps,
  target: TargetUser,
  asked: { readonly sent: Message; readonly caller: Input<typeof contract>['caller'] },
) => Promise<Resent>

const ways: Readonly<Record<(typeof resending)[Template]['way'], Resend>> = {
  reset: resendReset,
  notice: resendNotice,
  'same-address': resendNotice,
  elsewhere: resendSignsInElsewhere,
  check: resendAddressCheck,
  never: (_tx, _deps, _target, { sent }) => Promise.reject(refusalOf(sent.template)),
}

/** The permission of the call that would send the mail anew. */
const neededFor = (template: Template): Needed => {
  const { needs } = resending[template]
  return { all: `users.${needs}`, contacts: `contacts.${needs}` }
}

const refusals: Readonly<Partial<Record<Template, string>>> = {
  // The audit log contains what it reported, and is newer.
  'disowned-digest': inTheLog,
  'webhook-switched-off': inTheLog,
  // They belong to something that only the user can continue.
  'sso-link': byTheUser,
  'recovery-address-check': byTheUser,
  // The person who asks has to be on the telephone with the caller.
  'caller-check': 'Start another caller check from the user’s page instead.',
  // Only the person who requests it gets it.
  test: 'Send another test mail from Mail health instead.',
} satisfies Record<SentAgain<'never'>, string>

const refusalOf = (template: Template) =>
  new Problem('conflict', { detail: refusals[template] ?? inTheLog })

/**
 * The user that the mail is about. Requests for unknown names, and digests to the support address,
 * have none.
 * @throws Problem not-found, not-permitted, conflict
 */
async function requireReader(
  tx: Transaction,
  { userId, reason, template }: Message,
  { caller }: Input<typeof contract>,
): Promise<TargetUser> {
  const needed = neededFor(template)
  if (userId !== null) return requireTarget(tx, userId, caller, needed)
  requireForKind(caller, 'staff', needed)
  const detail =
    reason === 'no-such-user' ? 'Nobody has this username. Add the user first.' : inTheLog
  throw new Problem('conflict', { detail })
}

/** Sent again only while it is true. */
async function resendSignsInElsewhere(...[tx, deps, target, asked]: Parameters<Resend>) {
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
