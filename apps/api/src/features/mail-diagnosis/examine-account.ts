import { messageAdvice } from '../../models/message-advice.ts'
import { wrongCodesAllowed } from '../../models/resets.ts'
import { nameTag } from '../../models/sign-in-wait.ts'
import { ok, problem, warning } from './check.ts'
import type { DiagnosedUser, Examine } from './diagnosed-user.ts'

/** Whether this user may reset a password here at all. */
export const examineAccount: Examine = async (deps, user, shown) => [
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
  checkWrongCodes(user),
  await checkSignInWait(deps, user, shown),
]

function checkWrongCodes({ wrongCodes }: DiagnosedUser) {
  const advice = messageAdvice['too-many-wrong-codes']
  if (wrongCodes >= wrongCodesAllowed) {
    const title = `After ${wrongCodes} wrong codes the user can’t ask for a reset any more.`
    return problem('wrong-codes', title, advice)
  }
  return wrongCodes >= wrongCodesAllowed / 2
    ? warning(
        'wrong-codes',
        `${wrongCodes} wrong codes were entered; at ${wrongCodesAllowed} the user can’t ask any more.`,
        advice,
      )
    : ok('wrong-codes', 'Wrong codes do not keep the user from asking.')
}

async function checkSignInWait(...[deps, { username }, shown]: Parameters<Examine>) {
  const { db, keys, clock } = deps
  const wait = await db.signInWait.findUnique({ where: { nameTag: nameTag(keys, username) } })
  return wait?.waitUntil && wait.waitUntil > clock.now()
    ? warning(
        'sign-in-wait',
        `Sign-ins with this username must wait until ${shown(wait.waitUntil)}.`,
        'Wait until then, or send a password reset: saving a new password ends the wait.',
      )
    : ok('sign-in-wait', 'Sign-ins do not have to wait.')
}
