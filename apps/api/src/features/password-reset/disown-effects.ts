import type { DisownOutcome } from '@rekey/contracts/password-reset'
import type { Transaction } from '../../lib/database.ts'
import { endRecovery } from '../../models/factor-recoveries.ts'
import { disownMailedCode } from '../../models/mailed-codes.ts'
import type { MailDeps } from '../../models/messages.ts'
import { queueNotices } from '../../models/notices.ts'
import { removeRecoveryAddress } from '../../models/recovery-addresses.ts'
import { endRecoveryCodes } from '../../models/recovery-codes.ts'
import { disownFactor } from '../../models/second-factors.ts'
import { endSessions, voidDevices } from '../../models/sessions.ts'
import type { DisownedSubject } from './disowned-subject.ts'

/** What "This wasn't me" does to what its mail names. Lock the user first. */

export type Disowned = { readonly outcome: DisownOutcome; readonly subjectId: string | null }

/**
 * A thief who has the mailbox may press the button as well. So the second factor and the recovery
 * codes prove nothing any more, but the account doesn't go back to having none.
 */
export async function endFactor(
  tx: Transaction,
  userId: string,
  { id, codesSince }: NonNullable<DisownedSubject['factor']>,
  at: Date,
): Promise<Disowned> {
  await disownFactor(tx, userId, id, at)
  await endRecovery(tx, { id, userId }, at)
  await endRecoveryCodes(tx, userId, codesSince)
  await voidDevices(tx, userId, at)
  await endSessions(tx, userId)
  return { outcome: 'signed-out', subjectId: id }
}

/**
 * A recovery address that was added goes. One that was removed stays so, because the thief may be
 * the one who reads its mails. In both cases somebody may have the user's session. A thief may
 * press the button as well, so all addresses are told that one was removed.
 */
export async function endAddress(
  tx: Transaction,
  deps: MailDeps,
  address: { id: string; userId: string },
  at: Date,
): Promise<Disowned> {
  const removed = await removeRecoveryAddress(tx, address, at)
  await voidDevices(tx, address.userId, at)
  await endSessions(tx, address.userId)
  if (removed?.confirmedAt) {
    const told = { userId: address.userId, recoveryAddressId: address.id, device: null, at }
    const notice = { template: 'recovery-address-removed', also: removed.address } as const
    await queueNotices(tx, deps, { ...told, ...notice })
  }
  return { outcome: removed ? 'address-removed' : 'signed-out', subjectId: address.id }
}

/** The help desk no longer takes the caller for the user. */
export async function endCode(
  tx: Transaction,
  code: { id: string; userId: string },
  at: Date,
): Promise<Disowned> {
  const ended = await disownMailedCode(tx, code, at)
  return { outcome: ended > 0 ? 'caller-refused' : 'recorded', subjectId: code.id }
}
