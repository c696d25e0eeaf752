import type { Deps } from '../../deps.ts'
import type { Message, Reset } from '../../generated/prisma/client.ts'
import type { Caller } from '../../http/authenticate.ts'
import { requireAddress, requireReachable, type TargetUser } from '../../http/target-user.ts'
import { lanes } from '../../jobs/lanes.ts'
import { later } from '../../lib/clock.ts'
import type { Transaction } from '../../lib/database.ts'
import { isWaiting, queueMessage } from '../../models/messages.ts'
import {
  capAfterFirstAcceptance,
  type Purpose,
  shortestWorthMailing,
  startReset,
  templateOf,
} from '../../models/resets.ts'
import type { Resent } from './resend-message.ts'

type Asked = { readonly sent: Message; readonly caller: Caller }

/**
 * The same secrets while they live, else a new reset as from an administrator. While a mail waits
 * to bring the living ones, that one is the answer.
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
  const reset = sent.resetId && (await tx.reset.findUnique({ where: { id: sent.resetId } }))
  if (!reset || !isWorthMailing(deps, reset, address)) {
    return startAnew(tx, deps, target, { sent, caller })
  }
  const messageId = await queueMessage(tx, deps, {
    userId: target.id,
    template: templateOf(reset.purpose as Purpose),
    to: address,
    origin: 'started',
    lane: lanes.first,
    resetId: reset.id,
    lifetimeSeconds: sent.lifetimeSeconds,
    askedAt: deps.clock.now(),
  })
  return { messageId, entry: { action: 'message.resent', details: { template: sent.template } } }
}

/** A link and code, or a temporary password, as was sent. */
const findWaiting = (tx: Transaction, userId: string, to: string, { template }: Message) =>
  tx.message.findFirst({
    where: {
      userId,
      to,
      ...isWaiting,
      reset: { endedAt: null, purpose: template === 'temporary-password' ? 'temporary' : codes },
    },
    orderBy: { askedAt: 'desc' },
    select: { id: true },
  })

const codes = { notIn: ['temporary', 'link'] }

/** Living, of this address, made by a key that is still there, and with time to open its mail. */
function isWorthMailing({ keys, clock }: Deps, reset: Reset, address: string): boolean {
  const { endedAt, expiresAt, firstAcceptedAt, origin, purpose } = reset
  const isFixed = origin === 'started' || purpose === 'temporary'
  const end = isFixed
    ? expiresAt
    : firstAcceptedAt && later(firstAcceptedAt, capAfterFirstAcceptance)
  const now = clock.now()
  const isOver = endedAt !== null || (expiresAt !== null && expiresAt <= now)
  const hasTime = end === null || end.getTime() - now.getTime() >= shortestWorthMailing
  return !isOver && hasTime && reset.address === address && keys.ids.includes(reset.keyId)
}

/** By the method of the mail; who may help contacts alone chooses none, but gets that of the kind. */
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
