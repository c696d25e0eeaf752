import type { Kind } from '@rekey/contracts/fields'
import { addressOf, isSameMailbox } from '@rekey/contracts/reset-address'
import { typedName } from '@rekey/contracts/visible-text'

type Account = { readonly kind: Kind; readonly username: string; readonly emailTo: string | null }

/** Only contacts and members can have a mail address that differs from their username. */
export const mayHaveEmail = (kind: Kind): boolean => kind === 'contact' || kind === 'member'

/** Where a user's mails go with the typed values, or null if no address can receive them. */
export const mailGoesTo = ({ kind, username, emailTo }: Account): string | null =>
  addressOf({ kind, username: typedName(username), emailTo: typedName(emailTo ?? '') || null })

/** What saving a change ends, and whether it notifies the user: see `PATCH /users/{id}`. */
export function effectOf(before: Account, after: Account): 'none' | 'ends' | 'ends-and-tells' {
  const isRenamed = !isSameMailbox(typedName(after.username), before.username)
  const isReaddressed = !isSameMailbox(mailGoesTo(after), mailGoesTo(before))
  if (isRenamed || isReaddressed) return 'ends-and-tells'
  return after.kind === before.kind ? 'none' : 'ends'
}
