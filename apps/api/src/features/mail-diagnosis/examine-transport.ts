import type { DiagnosisCheck } from '@rekey/contracts/mail-diagnosis'
import type { Deps } from '../../deps.ts'
import { later, minute } from '../../lib/clock.ts'
import { findMailFlow } from '../../models/mail-flow.ts'
import { messageAdvice } from '../../models/message-advice.ts'
import { ok, problem, unknown, warning } from './check.ts'
import type { Examine } from './diagnosed-user.ts'

/** Whether our own mail server accepts mails, judged by the mails of all users. */
export const examineTransport: Examine = async (deps, _user, shown) => [
  deps.config.mailTransport === 'mailbox' ? staysHere : await checkTransport(deps, shown),
]

const staysHere = warning(
  'mail-transport',
  'Mails stay in the development mailbox on this machine.',
  'To reach people, ask your operator to set up a mail server.',
)

const longestPause = 5 * minute

async function checkTransport(
  { db, clock }: Deps,
  shown: (at: Date) => string,
): Promise<DiagnosisCheck> {
  const id = 'mail-transport'
  const now = clock.now()
  const { state, since, outage, lastAcceptedAt } = await findMailFlow(db, now)
  const worked = lastAcceptedAt
    ? `it last accepted one at ${shown(lastAcceptedAt)}`
    : 'it has accepted none yet'
  if (outage?.isOfOurs) {
    const title = `Mail servers are refusing our mails at the moment; ${worked}.`
    return problem(id, title, messageAdvice[outage.reason])
  }
  if (outage) {
    const title = `Our mail server isn’t accepting mails at the moment; ${worked}.`
    return problem(id, title, messageAdvice[outage.reason])
  }
  // After an outage, waiting mails are sent gradually.
  const isDraining = lastAcceptedAt && lastAcceptedAt > later(now, -longestPause)
  if (state === 'delayed' && since && !isDraining) {
    const title = `Mails have been waiting to be sent since ${shown(since)}; ${worked}.`
    return problem(id, title, 'Ask your operator whether the worker is running.')
  }
  return lastAcceptedAt
    ? ok(id, `Our mail server accepts mails; ${worked}.`)
    : unknown(id, 'No mail has been sent yet.')
}
