import type { Deps } from '../../deps.ts'
import type { Message } from '../../generated/prisma/client.ts'
import { requireAddress, requireReachable, type TargetUser } from '../../guards/target-user.ts'
import type { Caller } from '../../http/authenticate.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { byNewestMail } from '../../models/newest-mail.ts'
import { queueOpeningMails } from '../../models/opening-mails.ts'
import { templateOf } from '../../models/purposes.ts'
import { isWorthMailing } from '../../models/reset-time.ts'
import { startReset } from '../../models/start-reset.ts'
import { waitingMail } from '../../models/waiting-messages.ts'
import type { Resent } from './resent.ts'

type Asked = { readonly sent: Message; readonly caller: Caller }

/**
 * Sends the same secrets while they live, otherwise a new reset as from an administrator, to all
 * addresses that count. If a mail with the living secrets is already waiting for the main address,
 * that mail is the answer.
 * @throws Problem user-deactivated, user-signs-in-elsewhere, user-has-no-address
 */
export async function resendReset(
  tx: Transaction,
  deps: Deps,
  target: TargetUser,
  { sent, caller }: Asked,
): Promise<Resent> {
  await requireReachable(tx, target)
  const address = requireAddress(target)
  const waiting = await findWaiting(tx, target.id, address, sent)
  if (waiting) return { messageId: waiting.id, entry: null }
  const mailing = { to: address, keyIds: deps.keys.ids, now: deps.clock.now() }
  const reset = sent.resetId && (await tx.reset.findUnique({ where: { id: sent.resetId } }))
  if (!reset || !isWorthMailing(reset, mailing)) {
    return startAnew(tx, deps, target, { sent, caller })
  }
  const [messageId = null] = await queueOpeningMails(tx, deps, [
    {
      userId: target.id,
      template: templateOf(reset.purpose),
      to: address,
      origin: 'started',
      lane: lanes.first,
      resetId: reset.id,
      lifetimeSeconds: sent.lifetimeSeconds,
      askedAt: deps.clock.now(),
    },
  ])
  return { messageId, entry: { action: 'message.resent', details: { template: sent.template } } }
}

/** A link and code, or a temporary password, as in the original mail. */
const findWaiting = (tx: Transaction, userId: string, to: string, { template }: Message) =>
  tx.message.findFirst({
    where: {
      userId,
      to,
      ...waitingMail,
      reset: { endedAt: null, purpose: template === 'temporary-password' ? 'temporary' : codes },
    },
    orderBy: byNewestMail,
    select: { id: true },
  })

const codes = { notIn: ['temporary' as const, 'link' as const] }

/**
 * By the method of the mail. A caller for contacts only can't choose a method, and gets the one of
 * the kind.
 */
async function startAnew(
  tx: Transaction,
  deps: Deps,
  target: TargetUser,
  { sent, caller }: Asked,
): Promise<Resent> {
  const { recoveryMethods } = await deps.settings.current()
  const sentMethod = sent.template === 'temporary-password' ? 'temporary-password' : 'code'
  const mayChoose = caller.permissions.includes('users.reset-password')
  const wanted = mayChoose ? sentMethod : recoveryMethods[target.kind]
  const method = target.signInMethod === 'sso' ? 'code' : wanted
  const { messageId } = await startReset(tx, deps, target, { lane: lanes.first, method })
  return { messageId, entry: { action: 'password-reset.started', details: { method } } }
}
