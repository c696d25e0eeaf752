import type { Kind } from '@rekey/contracts/fields'
import { addressOf } from '@rekey/contracts/reset-address'
import { typedName } from '@rekey/contracts/visible-text'

type Account = { readonly kind: Kind; readonly username: string; readonly emailTo: string | null }

/** Only contacts and members may have their mail sent elsewhere than to their username. */
export const mayHaveEmail = (kind: Kind): boolean => kind === 'contact' || kind === 'member'

/** Where the mails of a user go, as it is typed so far; null: none can reach them. */
export const mailGoesTo = ({ kind, username, emailTo }: Account): string | null =>
  addressOf({ kind, username: typedName(username), emailTo: typedName(emailTo ?? '') || null })

/** What saving a change ends, and whom it tells: see `PATCH /users/{id}`. */
export function effectOf(before: Account, after: Account): 'none' | 'ends' | 'ends-and-tells' {
  const isRenamed = typedName(after.username) !== before.username
  const isReaddressed = mailGoesTo(after) !== mailGoesTo(before)
  if (isRenamed || isReaddressed) return 'ends-and-tells'
  return after.kind === before.kind ? 'none' : 'ends'
}
