import type { signInOptions as contract } from '@rekey/contracts/sign-in-options'
import type { Verb } from '../../http/routes.ts'

/**
 * POST /sign-in-options. Judged by the name's form alone, which the contract has already checked:
 * whoever gets here typed a well-formed name, and a reset may be asked for it. No account is
 * looked up, so nobody learns who has one.
 */
export const signInOptions: Verb<typeof contract> = async () => ({
  status: 200,
  body: { resetAvailable: true, sendsTo: null, signInWith: null },
})
