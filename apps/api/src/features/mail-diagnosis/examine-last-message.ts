import type { DiagnosisCheck } from '@rekey/contracts/mail-diagnosis'
import type { MessageStatus } from '@rekey/contracts/messages'
import type { Deps } from '../../deps.ts'
import { later, minute } from '../../lib/clock.ts'
import { messageAdvice } from '../../models/message-advice.ts'
import { byNewestMail } from '../../models/newest-mail.ts'
import { ok, problem, warning } from './check.ts'
import type { DiagnosedUser, Examine } from './diagnosed-user.ts'

/** The result of the last mail. */
export const examineLastMessage: Examine = async (deps, user, shown) =>
  user.address === null ? [] : [await checkLastMessage(deps, user, shown)]

/** A mail waits longer than this only if no worker takes it. */
const longestQueued = 2 * minute

/** Mails to another address say nothing about this one. */
async function checkLastMessage(
  { db, clock }: Deps,
  { id, address }: DiagnosedUser,
  shown: (at: Date) => string,
): Promise<DiagnosisCheck> {
  const last = await db.message.findFirst({
    where: { userId: id, to: address, status: { not: 'not-sent' } },
    orderBy: byNewestMail,
  })
  if (!last) return ok('last-messages', 'We haven’t sent mail to this address yet.')
  const reason = last.reason
  const isLate = last.askedAt < later(clock.now(), -longestQueued)
  const mail = `The last mail, of ${shown(last.askedAt)},`
  return describe(mail, last.status, isLate, reason && messageAdvice[reason])
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
      return ok(id, `${mail} was accepted by the mail server.`, lookInSpam)
    case 'delayed':
      return warning(id, `${mail} is delayed. We’ll try again.`, advice)
    case 'refused':
      return problem(id, `${mail} was refused by the mail server.`, advice)
    case 'bounced':
      return problem(id, `${mail} was returned.`, advice)
    case 'failed':
    case 'not-sent':
      return problem(id, `${mail} could not be sent.`, advice)
    case 'queued':
    case 'sending':
      return isLate
        ? warning(id, `${mail} is still waiting to be sent.`, 'Ask your operator why.')
        : ok(id, `${mail} is being sent.`)
  }
}

const lookInSpam = 'Ask the user to check the spam folder too.'
