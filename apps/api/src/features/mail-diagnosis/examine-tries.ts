import type { Deps } from '../../deps.ts'
import { hour, later } from '../../lib/clock.ts'
import { wrongCodesAllowed } from '../../models/hold-up.ts'
import { messageAdvice } from '../../models/message-advice.ts'
import { byNewestMail } from '../../models/newest-mail.ts'
import { nameTag } from '../../models/sign-in-wait.ts'
import { ok, problem, warning } from './check.ts'
import type { DiagnosedUser, Examine } from './diagnosed-user.ts'

/** Whether too many requests, codes or sign-ins make the user wait. */
export const examineTries: Examine = async (deps, user, shown) => [
  await checkAskedOften(deps, user),
  checkWrongCodes(user),
  await checkSignInWait(deps, user, shown),
]

/** Checks only what delays the newest request, because the user wonders about that one. */
async function checkAskedOften({ db, clock }: Deps, { id }: DiagnosedUser) {
  const last = await db.message.findFirst({
    where: { userId: id, origin: 'self-service', askedAt: { gt: later(clock.now(), -hour) } },
    orderBy: byNewestMail,
  })
  if (last?.reason === 'limit') {
    const title = 'The user requested too many resets, so the last request sent no mail.'
    return warning('asked-often', title, messageAdvice.limit)
  }
  return last?.reason === 'asked-again'
    ? warning(
        'asked-often',
        'The user requested two resets within a minute, so the second request sent no mail.',
        messageAdvice['asked-again'],
      )
    : ok('asked-often', 'No requests are waiting.')
}

function checkWrongCodes({ wrongCodes }: DiagnosedUser) {
  const advice = messageAdvice['too-many-wrong-codes']
  if (wrongCodes >= wrongCodesAllowed) {
    const title = `After ${wrongCodes} wrong codes, the user can’t request a reset any more.`
    return problem('wrong-codes', title, advice)
  }
  return wrongCodes >= wrongCodesAllowed / 2
    ? warning(
        'wrong-codes',
        `${wrongCodes} wrong codes were entered. After ${wrongCodesAllowed}, the user can’t request a reset any more.`,
        advice,
      )
    : ok('wrong-codes', 'The user has not entered too many wrong codes.')
}

async function checkSignInWait(
  { db, keys, clock }: Deps,
  { username }: DiagnosedUser,
  shown: (at: Date) => string,
) {
  const wait = await db.signInWait.findUnique({ where: { nameTag: nameTag(keys, username) } })
  return wait?.waitUntil && wait.waitUntil > clock.now()
    ? warning(
        'sign-in-wait',
        `Sign-ins with this username must wait until ${shown(wait.waitUntil)}.`,
        'Wait until then, or send a password reset. Saving a new password ends the wait.',
      )
    : ok('sign-in-wait', 'The user can sign in without waiting.')
}
