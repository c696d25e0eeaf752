import type { Transaction } from '../lib/database.ts'
import { listRecoveryRecipients } from './mail-addresses.ts'
import { type MailDeps, type NewMessage, queueMessages } from './messages.ts'

/** A mail to a user's main address that opens the account, or proves who reads it. */
export type OpeningMail = NewMessage & { readonly userId: string }

/**
 * Queues these mails, and the same ones for the recovery addresses that count (decision 0038). It
 * takes the same statements for any number of mails.
 * @returns the ids of the mails to the main addresses, in their order
 */
export async function queueOpeningMails(
  tx: Transaction,
  deps: MailDeps,
  mails: readonly OpeningMail[],
): Promise<string[]> {
  const userIds = mails.map(({ userId }) => userId)
  const recovery = await listRecoveryRecipients(tx, userIds, deps.clock.now())
  const copies = mails.flatMap((mail) => {
    const others = recovery.get(mail.userId)?.filter((to) => to !== mail.to) ?? []
    return others.map((to) => ({ ...mail, to }))
  })
  const ids = await queueMessages(tx, deps, [...mails, ...copies])
  return ids.slice(0, mails.length)
}
