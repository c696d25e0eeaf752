import { addressOf, isSameMailbox, type Recipient } from '@rekey/contracts/reset-address'
import { type Lane, lanes } from '../jobs/lanes.ts'
import type { Transaction } from '../lib/database.ts'
import { distinctMailboxes, listRecoveryRecipients, noticeAddresses } from './mail-addresses.ts'
import { type MailDeps, queueMessages } from './messages.ts'
import { forgetRecoveryAddresses } from './recovery-addresses.ts'

/** A user whose username, kind or reset address changed. */
export type Readdressed = {
  readonly id: string
  readonly before: Recipient
  readonly after: Recipient
}

/**
 * Sends a notice to all old and new addresses of these users, so that a person who loses an
 * account's mails learns of it. The recovery addresses end, because they may be another person's,
 * and the account's user can add their own. Sends none if only the kind changed. It takes the same
 * statements for any number of users.
 */
export async function tellOfNewAddresses(
  tx: Transaction,
  deps: MailDeps,
  users: readonly Readdressed[],
  lane: Lane = lanes.selfService,
): Promise<void> {
  if (users.length === 0) return
  const askedAt = deps.clock.now()
  const ids = users.map(({ id }) => id)
  const recovery = await listRecoveryRecipients(tx, ids, askedAt)
  await forgetRecoveryAddresses(tx, ids)
  const mails = users.flatMap((user) => {
    const template = templateFor(user)
    if (template === null) return []
    const notice = { userId: user.id, template, origin: 'notice', lane, askedAt } as const
    return addressesOf(user, recovery.get(user.id) ?? []).map((to) => ({ ...notice, to }))
  })
  await queueMessages(tx, deps, mails)
}

function templateFor({ before, after }: Readdressed) {
  if (!isSameMailbox(before.username, after.username)) return 'username-changed'
  return isSameMailbox(addressOf(before), addressOf(after)) ? null : 'address-changed'
}

/** The new main address is the first. */
function addressesOf({ before, after }: Readdressed, recoveryAddresses: readonly string[]) {
  const now = noticeAddresses({ ...after, recoveryAddresses: [] })
  return distinctMailboxes([...now, ...noticeAddresses({ ...before, recoveryAddresses })])
}
