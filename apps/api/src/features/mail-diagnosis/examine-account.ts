import { messageAdvice } from '../../models/message-advice.ts'
import { ok, problem } from './check.ts'
import type { Examine } from './diagnosed-user.ts'

/** Whether this user may reset a password here at all. */
export const examineAccount: Examine = async (_deps, user) => [
  user.status === 'active'
    ? ok('active', 'The user is active.')
    : problem('active', 'The user is deactivated.', messageAdvice['user-deactivated']),
  user.signInMethod === 'password'
    ? ok('sign-in-method', 'The user signs in here.')
    : problem(
        'sign-in-method',
        'The user signs in elsewhere.',
        messageAdvice['signs-in-elsewhere'],
      ),
]
