import type { DiagnosisCheck } from '@rekey/contracts/mail-diagnosis'
import type { MessageReason, MessageStatus } from '@rekey/contracts/messages'
import type { Deps } from '../../deps.ts'
import { hour, later, minute } from '../../lib/clock.ts'
import { messageAdvice } from '../../models/message-advice.ts'
import { ok, problem, warning } from './check.ts'
import type { DiagnosedUser, Examine } from './diagnosed-user.ts'

/** What became of the last mail, and whether asks are held up. */
export const examineMessages: Examine = async (deps, user, shown) => [
  ...(user.address === null ? [] : [await checkLastMessage(deps, user, shown)]),
  await checkAskedOften(deps, user),
]

/** A mail waits no longer than this unless nobody takes it. */
const longestQueued = 2 * minute

/** Mails to another address tell nothing of this one. */
async function checkLastMessage(
  { db, clock }: Deps,
  { id, address }: DiagnosedUser,
  shown: (at: Date) => string,
): Promise<DiagnosisCheck> {
  const last = await db.message.findFirst({
    where: { userId: id, to: address, status: { not: 'not-sent' } },
    orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
  })
  if (!last) return ok('last-messages', 'No mail has gone to this address yet.')
  const reason = last.reason as MessageReason | null
  const isLate = last.askedAt < later(clock.now(), -longestQueued)
  const mail = `The last mail, of ${shown(last.askedAt)},`
  return describe(mail, last.status as MessageStatus, isLate, reason && messageAdvice[reason])
}

function describe(
  mail: string,
  status: MessageStatus,
  isLate: boolean,
  advice: string | null,
): DiagnosisCheck {
  const id = 'last-messages'
  switch (status) {
    case 'delivered':
      return ok(id, `${mail} was delivered.`, lookInSpam)
    case 'accepted':
      return ok(id, `${mail} was taken by the mail server.`, lookInSpam)
    case 'delayed':
      return warning(id, `${mail} is delayed, and is tried again.`, advice)
    case 'refused':
      return problem(id, `${mail} was refused by the mail server.`, advice)
    case 'bounced':
      return problem(id, `${mail} came back.`, advice)
    case 'failed':
    case 'not-sent':
      return problem(id, `${mail} could not be sent.`, advice)
    case 'queued':
    case 'sending':
      return isLate
        ? warning(id, `${mail} still waits to be sent.`, 'Ask whoever runs this service why.')
        : ok(id, `${mail} is being sent.`)
  }
}

const lookInSpam = 'Ask the user to look in the spam folder too.'

/** Only what holds up the newest ask is of interest: it is what the user wonders about. */
async function checkAskedOften({ db, clock }: Deps, { id }: DiagnosedUser) {
  const last = await db.message.findFirst({
    where: { userId: id, origin: 'self-service', askedAt: { gt: later(clock.now(), -hour) } },
    orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
  })
  if (last?.reason === 'limit') {
    const title = 'The user asked too often, so the last ask sent no mail.'
    return warning('asked-often', title, messageAdvice.limit)
  }
  return last?.reason === 'asked-again'
    ? warning(
        'asked-often',
        'The user asked twice within a minute, so the second ask sent no mail.',
        messageAdvice['asked-again'],
      )
    : ok('asked-often', 'No ask is held up.')
}
