import type { User } from '@rekey/contracts/users'
import type { Caller } from '../../http/authenticate.ts'
import { maskAddresses } from '../../models/mask-addresses.ts'

/** Callers with only contacts.read see only contacts, with masked addresses. */
export const seesAllUsers = ({ permissions }: Caller) => permissions.includes('users.read')

/** A user as this caller sees them; null: the caller can't see them. */
export function shownTo(caller: Caller, user: User): User | null {
  if (seesAllUsers(caller)) return user
  return user.kind === 'contact' ? maskAddresses(user) : null
}
