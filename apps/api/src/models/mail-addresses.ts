import { isEmailAddress } from '@rekey/contracts/email-address'
import { addressOf, type Recipient } from '@rekey/contracts/reset-address'

/** To whom the mails of a user go. */

/** Where mails go that prove who reads them, or that open the account: the main address first. */
export function openingAddresses(user: Recipient): string[] {
  const main = addressOf(user)
  return main === null ? [] : [main]
}

/** Where notices go: every address of the user, because a thief may have changed one of them. */
export const noticeAddresses = (user: Recipient): string[] => {
  const stored = [user.emailTo, user.username].filter(
    (address): address is string => address !== null && isEmailAddress(address),
  )
  return [...new Set([...openingAddresses(user), ...stored])]
}
