import type { Contract } from '@rekey/contracts/route'
import type { MailCause } from '../models/mail-budget.ts'
import type { Caller } from './authenticate.ts'

/**
 * Whose mails are counted: a caller's to whom nothing but a permission for contacts opens the call.
 * Such a permission goes to apps and to people at the edge, and must not become a way to mail
 * anybody without end. Every verb gets it in its `deps`, so that no mail can be forgotten.
 */
export function mailCauseOf({ access }: Contract, caller: Caller | null): MailCause | null {
  if (!caller || typeof access === 'string') return null
  const opening = access.anyOf.filter((permission) => caller.permissions.includes(permission))
  const isForContacts = opening.every((permission) => permission.startsWith('contacts.'))
  return isForContacts ? { userId: caller.user.id } : null
}
