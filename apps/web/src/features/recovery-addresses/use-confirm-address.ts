import type {
  addRecoveryAddress,
  confirmRecoveryAddress,
  RecoveryAddress,
} from '@rekey/contracts/recovery-addresses'
import { normaliseCode } from '@rekey/contracts/typed-secrets'
import { useQueryClient } from '@tanstack/react-query'
import type { Problem } from '../../api.ts'
import { tell } from '../../console-kit/ask.ts'
import { useRecentSignIn } from '../../console-kit/use-recent-sign-in.ts'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import type { Refusal } from '../../hooks/form-state.ts'
import { useForm } from '../../hooks/use-form.ts'
import { checkCode, wrongCode } from '../../public-kit/check-code.ts'
import { useAskAgain } from '../../public-kit/use-ask-again.ts'
import { serverNow } from '../../server-now.ts'
import { type Done, keepAddress, ownAddressesQuery } from './own-addresses.ts'
import { recoveryAddressesMessages } from './recovery-addresses-messages.ts'

const text = recoveryAddressesMessages.confirming

/** How long a second mail has to wait for the first. */
const againMs = 60_000

type Ways = {
  onDone: (done: Done) => void
  /** The code can't be used any more. */
  onEnd: () => void
}

/** The form with the code of a new address. */
export function useConfirmAddress({ id }: RecoveryAddress, { onDone, onEnd }: Ways) {
  const queries = useQueryClient()
  return useForm<'code'>({
    fields: ['code'],
    check: ({ code }) => checkCode(code),
    send: async ({ code }) => {
      const sent = { params: { id }, body: { code: normaliseCode(code) } }
      const line = 'POST /account/recovery-addresses/{id}/confirm'
      const result = await tell<typeof confirmRecoveryAddress>(line, sent)
      if (result.ok) {
        keepAddress(queries, result.body)
        onDone(doneWith(result.body))
        return null
      }
      const { code: problem } = result.problem
      // Perhaps it was confirmed or removed on another device: then this page leads to the list.
      if (problem === 'conflict' || problem === 'not-found') {
        await queries.refetchQueries(ownAddressesQuery)
      }
      if (hasEnded(result.problem)) onEnd()
      return refusalOf(result.problem)
    },
  })
}

function doneWith({ email: name, usableFrom }: RecoveryAddress): Done {
  const from = usableFrom === null ? null : new Date(usableFrom)
  if (!from || from <= serverNow()) return { words: text.done, name }
  const time = inSentence(dayAndTime(from))
  return { words: fill(text.doneFrom, { time }), name }
}

const hasEnded = ({ code, details: { triesLeft } }: Problem) =>
  code === 'conflict' || (code === 'reset-code-wrong' && triesLeft === 0)

function refusalOf(problem: Problem): Refusal<'code'> {
  if (problem.code === 'conflict') return { errors: { code: text.ended } }
  if (problem.code !== 'reset-code-wrong') return { problem }
  const { triesLeft = 0 } = problem.details
  return { errors: { code: triesLeft === 0 ? text.usedUp : wrongCode(triesLeft) } }
}

/**
 * Mails the code again, or a new one if the first has ended. If the address was confirmed on
 * another device, the list says so. If it was removed there, it was just added anew.
 */
export function useMailAgain(
  { id, email }: RecoveryAddress,
  mailedAt: number | undefined,
  onMailed: () => void,
) {
  const { withRecentSignIn } = useRecentSignIn()
  const queries = useQueryClient()
  const mail = async () => {
    const result = await withRecentSignIn(() =>
      tell<typeof addRecoveryAddress>('POST /account/recovery-addresses', { body: { email } }),
    )
    const isStale = result.ok ? result.body.id !== id : result.problem.code === 'conflict'
    if (isStale) await queries.refetchQueries(ownAddressesQuery)
    if (!result.ok) return result.problem
    return { askedAt: Date.now(), againAt: Date.now() + againMs }
  }
  const first = mailedAt === undefined ? null : { askedAt: mailedAt, againAt: mailedAt + againMs }
  return useAskAgain(mail, first, onMailed)
}
