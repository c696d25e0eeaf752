import { isEmailAddress } from './email-address.ts'

export type Recipient = {
  readonly kind: string
  readonly username: string
  readonly emailTo: string | null
}

/**
 * Where a user's resets go: for staff and device users the username, for contacts and members
 * `emailTo` or else the username. Byte for byte as stored, never what was typed (an address that
 * only looks the same belongs to somebody else). Null: there is none.
 */
export function addressOf({ kind, username, emailTo }: Recipient): string | null {
  const ofUsername = isEmailAddress(username) ? username : null
  if (kind === 'staff' || kind === 'device') return ofUsername
  return emailTo ?? ofUsername
}
