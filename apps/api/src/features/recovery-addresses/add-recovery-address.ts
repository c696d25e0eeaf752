import {
  type addRecoveryAddress as contract,
  maximumRecoveryAddresses,
} from '@rekey/contracts/recovery-addresses'
import { isSameMailbox } from '@rekey/contracts/reset-address'
import type { Deps } from '../../deps.ts'
import type { RecoveryAddress } from '../../generated/prisma/client.ts'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRecentFactor } from '../../guards/require-recent-factor.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { holdUser } from '../../models/hold-user.ts'
import { findReachable, noticeAddresses } from '../../models/mail-addresses.ts'
import {
  keepRecoveryAddress,
  listRecoveryAddresses,
  showRecoveryAddress,
} from '../../models/recovery-addresses.ts'
import { findCodeMailWait, mailAddressCode } from './mail-address-code.ts'

/**
 * POST /account/recovery-addresses. No user is looked up by the address, so the answer tells
 * nothing about other accounts.
 */
export const addRecoveryAddress: Verb<typeof contract> = async (input, deps) => {
  const { body, caller } = input
  await requireRecentFactor(deps, caller)
  const { id: userId, username } = caller.user
  const email = body.email.trim()
  const added = await deps.db.$transaction(async (tx) => {
    await holdUser(tx, userId)
    const at = deps.clock.now()
    const until = await findCodeMailWait(tx, userId, at)
    if (until) throw mustWait(until, at)
    const address = await findOrKeep(tx, deps, userId, email)
    await mailAddressCode(tx, deps, address)
    const about = { id: userId, username, address: address.address }
    const details = { recoveryAddressId: address.id }
    await auditBy(tx, deps, input, 'recovery-address.requested', about, details)
    return address
  })
  return { status: 202, body: showRecoveryAddress(added) }
}

/** @throws Problem conflict, not-signed-in */
async function findOrKeep(
  tx: Transaction,
  { clock }: Deps,
  userId: string,
  email: string,
): Promise<RecoveryAddress> {
  const at = clock.now()
  const user = await findReachable(tx, userId, at)
  if (!user) throw new Problem('not-signed-in')
  const kept = await listRecoveryAddresses(tx, userId)
  const same = kept.find(({ address }) => isSameMailbox(address, email))
  if (same && same.confirmedAt === null) return same
  if (same || noticeAddresses(user).some((address) => isSameMailbox(address, email))) {
    throw new Problem('conflict', { detail: 'You already get mails at this address.' })
  }
  if (kept.length >= maximumRecoveryAddresses) {
    const detail = `You can have at most ${maximumRecoveryAddresses} recovery addresses. Remove one first.`
    throw new Problem('conflict', { detail })
  }
  return keepRecoveryAddress(tx, userId, email, at)
}
