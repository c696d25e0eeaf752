import { isEmailAddress } from './email-address.ts'

export type Recipient = {
  readonly kind: string
  readonly username: string
  readonly emailTo: string | null
}

/**
 * The address where a user's resets go: for staff and device users the username, for contacts and
 * members `emailTo` or else the username. It is the stored address byte for byte and never the
 * typed one, as a lookalike address belongs to someone else. Null if there is none.
 */
export function addressOf({ kind, username, emailTo }: Recipient): string | null {
  const ofUsername = isEmailAddress(username) ? username : null
  if (kind === 'staff' || kind === 'device') return ofUsername
  return emailTo ?? ofUsername
}

/**
 * Whether two addresses reach the same person. Mail servers hardly ever tell capitals apart. Only
 * letters of ASCII count: the Kelvin sign is a capital "k" to Unicode, but another address.
 */
export const isSameMailbox = (one: string | null, other: string | null): boolean =>
  one === other ||
  (one !== null && other !== null && withoutCapitals(one) === withoutCapitals(other))

const withoutCapitals = (address: string) =>
  address.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
