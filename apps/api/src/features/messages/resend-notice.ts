import { resending } from '@rekey/contracts/resending'
import { isSameMailbox } from '@rekey/contracts/reset-address'
import type { Deps } from '../../deps.ts'
import type { Message } from '../../generated/prisma/client.ts'
import { requireAddress, type TargetUser } from '../../guards/target-user.ts'
import { Problem } from '../../http/problem.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { findReachable, noticeAddresses } from '../../models/mail-addresses.ts'
import { queueMessages } from '../../models/messages.ts'
import { waitingMail } from '../../models/waiting-messages.ts'
import type { Resent } from './resent.ts'

/**
 * The same notice about the same moment, to each address where it isn't waiting already. The answer
 * is the mail to the address of the sent one, if that still counts, or else to the main address.
 * @throws Problem user-deactivated, user-has-no-address
 */
export async function resendNotice(
  tx: Transaction,
  deps: Deps,
  target: TargetUser,
  { sent }: { readonly sent: Message },
): Promise<Resent> {
  if (target.status !== 'active') throw new Problem('user-deactivated')
  const addresses = await listAddresses(tx, deps, target, sent)
  const answered = addresses.find((to) => isSameMailbox(to, sent.to)) ?? addresses[0]
  if (answered === undefined) throw new Problem('user-has-no-address')
  const notice = noticeOf(sent, target)
  const waiting = await listWaiting(tx, notice)
  const due = addresses.filter((to) => !waiting.has(to))
  const asked = { origin: 'notice', lane: lanes.first, askedAt: deps.clock.now() } as const
  const ids = await queueMessages(
    tx,
    deps,
    due.map((to) => ({ ...notice, ...asked, to })),
  )
  const messageId = waiting.get(answered) ?? ids[due.indexOf(answered)] ?? null
  const entry = { action: 'message.resent' as const, details: { template: sent.template } }
  return { messageId, entry: due.length > 0 ? entry : null }
}

/**
 * Its link undoes what it reports, so it goes to the addresses that count now, and not to one that
 * may be another person's by now. Three notices are about addresses: two go to the address for
 * which they were meant, and the one about a removed address may go there too.
 */
async function listAddresses(
  tx: Transaction,
  { clock }: Deps,
  target: TargetUser,
  { template, to, recoveryAddressId }: Message,
): Promise<readonly string[]> {
  const { way } = resending[template]
  if (way === 'same-address') return to === null ? [] : [to]
  if (way === 'elsewhere') return [requireAddress(target)]
  const user = await findReachable(tx, target.id, clock.now())
  if (!user) return []
  if (template === 'recovery-address-removed') return noticeAddresses(user, { also: to })
  if (template !== 'recovery-address-added' || !recoveryAddressId) return noticeAddresses(user)
  const added = await tx.recoveryAddress.findUnique({ where: { id: recoveryAddressId } })
  return noticeAddresses(user, { except: added?.address ?? null })
}

const noticeOf = (sent: Message, { id }: TargetUser) => ({
  userId: id,
  template: sent.template,
  passwordId: sent.passwordId,
  identityId: sent.identityId,
  factorId: sent.factorId,
  recoveryAddressId: sent.recoveryAddressId,
  device: sent.device,
  happenedAt: sent.happenedAt ?? sent.askedAt,
})

/** The mails with this notice that haven't left, by address. */
async function listWaiting(
  tx: Transaction,
  { happenedAt, ...notice }: ReturnType<typeof noticeOf>,
): Promise<ReadonlyMap<string | null, string>> {
  const isSame = { OR: [{ happenedAt }, { happenedAt: null, askedAt: happenedAt }] }
  const found = await tx.message.findMany({
    where: { ...notice, ...waitingMail, ...isSame },
    select: { id: true, to: true },
  })
  return new Map(found.map(({ id, to }) => [to, id]))
}
