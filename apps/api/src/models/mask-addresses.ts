import type { User } from '@rekey/contracts/users'

/**
 * A user as callers without users.read see them: every e-mail address is cut to its first letter
 * and its domain, wherever it stands. Some users are named by their address.
 */
export const maskAddresses = (user: User): User => ({
  ...user,
  username: masked(user.username),
  displayName: masked(user.displayName),
  emailTo: user.emailTo && masked(user.emailTo),
  resetAddress: user.resetAddress && masked(user.resetAddress),
})

/** `jane@northwind.example` as `j…@northwind.example`; what holds no address stays. */
export const masked = (value: string) => value.replace(/(\S)\S*@/gu, '$1…@')
