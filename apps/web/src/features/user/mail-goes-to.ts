import { isEmailAddress } from '@rekey/contracts/email-address'
import type { Kind } from '@rekey/contracts/fields'

type Account = { readonly kind: Kind; readonly username: string; readonly emailTo: string | null }

/** Only contacts and members may have their mail sent elsewhere than to their username. */
export const mayHaveEmail = (kind: Kind): boolean => kind === 'contact' || kind === 'member'

/** Where the mails of such a user go, as the server reckons it; null: none can reach them. */
export function mailGoesTo({ kind, username, emailTo }: Account): string | null {
  const name = username.trim()
  const ofUsername = isEmailAddress(name) ? name : null
  return (mayHaveEmail(kind) && emailTo) || ofUsername
}

/** What saving a change ends, and whom it tells: see `PATCH /users/{id}`. */
export function effectOf(before: Account, after: Account): 'none' | 'ends' | 'ends-and-tells' {
  const isRenamed = after.username.trim() !== before.username
  const isReaddressed = mailGoesTo(after) !== mailGoesTo(before)
  if (isRenamed || isReaddressed) return 'ends-and-tells'
  return after.kind === before.kind ? 'none' : 'ends'
}
