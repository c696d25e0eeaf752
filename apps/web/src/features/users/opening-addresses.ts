import type { User } from '@rekey/contracts/users'
import { serverNow } from '../../server-now.ts'

/**
 * Where codes of the user go: the address for resets, and the recovery addresses that can be used.
 * Lists don't know the latter.
 */
export function openingAddresses({ resetAddress, recoveryAddresses = [] }: User): string[] {
  const usable = recoveryAddresses.filter(
    ({ usableFrom }) => usableFrom !== null && new Date(usableFrom) <= serverNow(),
  )
  return [...(resetAddress === null ? [] : [resetAddress]), ...usable.map(({ email }) => email)]
}
