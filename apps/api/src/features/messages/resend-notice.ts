import type { Template } from '@rekey/contracts/messages'
import type { Deps } from '../../deps.ts'
import type { Message } from '../../generated/prisma/client.ts'
import { requireAddress, type TargetUser } from '../../guards/target-user.ts'
import { Problem } from '../../http/problem.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { isWaiting, queueMessage } from '../../models/messages.ts'
import type { Resent } from './resend-message.ts'

/** Notices with a "This wasn't me" link. */
const undoable: readonly string[] = ['password-changed', 'sso-linked'] satisfies Template[]

/**
 * The same notice about the same moment. If its link undoes what it reports, it goes to the user's
 * present address. A notice of a new name or address goes to the address for which it was meant.
 * @throws Problem user-deactivated, user-has-no-address
 */
export async function resendNotice(
  tx: Transaction,
  deps: Deps,
  target: TargetUser,
  { sent }: { readonly sent: Message },
): Promise<Resent> {
  if (target.status !== 'active') throw new Problem('user-deactivated')
  const to = undoable.includes(sent.template) ? requireAddress(target) : sent.to
  if (to === null) throw new Problem('user-has-no-address')
  const notice = {
    userId: target.id,
    template: sent.template,
    to,
    passwordId: sent.passwordId,
    identityId: sent.identityId,
    factorId: sent.factorId,
    recoveryAddressId: sent.recoveryAddressId,
    device: sent.device,
  }
  const happenedAt = sent.happenedAt ?? sent.askedAt
  const waiting = await tx.message.findFirst({
    where: {
      ...notice,
      ...isWaiting,
      OR: [{ happenedAt }, { happenedAt: null, askedAt: happenedAt }],
    },
    select: { id: true },
  })
  if (waiting) return { messageId: waiting.id, entry: null }
  const asked = { origin: 'notice', lane: lanes.first, askedAt: deps.clock.now() } as const
  const messageId = await queueMessage(tx, deps, { ...notice, ...asked, happenedAt })
  return { messageId, entry: { action: 'message.resent', details: { template: sent.template } } }
}
