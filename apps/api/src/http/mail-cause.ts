import type { Contract } from '@rekey/contracts/route'
import type { MailCause } from '../models/mail-budget.ts'
import type { Caller } from './authenticate.ts'

/**
 * Decides whose mails are counted: those of a caller who may make the call only through a
 * permission for contacts. Apps and outside staff get such permissions, which must not let them
 * mail people without limit. Every verb gets the cause in its `deps`, so that no mail is forgotten.
 */
export function mailCauseOf({ access }: Contract, caller: Caller | null): MailCause | null {
  if (!caller || typeof access === 'string') return null
  const opening = access.anyOf.filter((permission) => caller.permissions.includes(permission))
  const isForContacts = opening.every((permission) => permission.startsWith('contacts.'))
  return isForContacts ? { userId: caller.user.id } : null
}
