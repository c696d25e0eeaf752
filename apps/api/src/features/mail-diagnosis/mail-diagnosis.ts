import type { mailDiagnosis as contract, DiagnosisOutcome } from '@rekey/contracts/mail-diagnosis'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findDiagnosedUser, momentsOf } from './diagnosed-user.ts'
import { examineAccount } from './examine-account.ts'
import { examineAddress } from './examine-address.ts'
import { examineLastMessage } from './examine-last-message.ts'
import { examineSender } from './examine-sender.ts'
import { examineTransport } from './examine-transport.ts'
import { examineTries } from './examine-tries.ts'

/** Problems of the user come before our own. */
const examinations = [
  examineAccount,
  examineAddress,
  examineLastMessage,
  examineTries,
  examineTransport,
  examineSender,
]

const urgency: readonly DiagnosisOutcome[] = ['problem', 'warning', 'unknown', 'ok']

/**
 * GET /users/{id}/mail-diagnosis. All checks run at once, and none waits longer than its DNS
 * look-ups may take. If DNS doesn't answer, the result is unknown, never an error.
 */
export const mailDiagnosis: Verb<typeof contract> = async ({ params }, deps) => {
  const user = await findDiagnosedUser(deps, params.id)
  if (!user) throw new Problem('not-found')
  const shown = await momentsOf(deps)
  const found = await Promise.all(examinations.map((examine) => examine(deps, user, shown)))
  const checks = found
    .flat()
    .toSorted((one, other) => urgency.indexOf(one.outcome) - urgency.indexOf(other.outcome))
  return { status: 200, body: { checks } }
}
