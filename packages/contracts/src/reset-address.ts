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
