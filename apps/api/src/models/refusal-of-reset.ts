import { addressOf, type Recipient } from '@rekey/contracts/reset-address'
import type { Settings } from '@rekey/contracts/settings'
import type { User } from '@rekey/contracts/users'
import { mayUseConsolePassword } from './may-use-console-password.ts'

type Account = Recipient & Pick<User, 'status' | 'signInMethod' | 'opensConsole'>

/**
 * Why no reset can be started for a user now, as the code of the problem; null: one can. Users who
 * sign in at a provider have no password here except the console password.
 */
export function refusalOfReset(user: Account, settings: Settings): User['recovery']['refusal'] {
  const mayHavePassword = user.signInMethod === 'password' || mayUseConsolePassword(user, settings)
  if (user.status !== 'active') return 'user-deactivated'
  if (!mayHavePassword) return 'user-signs-in-elsewhere'
  return addressOf(user) === null ? 'user-has-no-address' : null
}
