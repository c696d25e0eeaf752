import type { verifyCaller } from '@rekey/contracts/caller-checks'
import { isSixDigits, normaliseCode } from '@rekey/contracts/typed-secrets'
import type { Problem } from '../../api.ts'
import { tell } from '../../console-kit/ask.ts'
import { fill } from '../../fill.ts'
import type { Refusal } from '../../hooks/form-state.ts'
import { useForm } from '../../hooks/use-form.ts'
import { Say } from '../../ui/say.tsx'
import type { UserDialogProps } from './act-done.ts'
import { callerMessages } from './caller-messages.ts'
import type { CheckEnd, RunningCheck } from './use-running-check.ts'

const text = callerMessages.check

type Options = Pick<UserDialogProps, 'user' | 'onDone'> & {
  check: RunningCheck
  onEnd: (how: CheckEnd) => void
}

/**
 * The form with the code of a caller. A code that was refused isn't sent again until it changes.
 */
export const useCheckCaller = ({ user, check, onEnd, onDone }: Options) =>
  useForm<'callerCode'>({
    fields: ['callerCode'],
    remember: ['callerCode'],
    check: ({ callerCode }) => {
      const code = normaliseCode(callerCode)
      if (!code) return { callerCode: text.enter }
      return isSixDigits(code) ? {} : { callerCode: text.sixDigits }
    },
    send: async ({ callerCode }) => {
      const result = await tell<typeof verifyCaller>('POST /caller-checks/{id}', {
        params: { id: check.id },
        body: { code: normaliseCode(callerCode) },
      })
      if (result.ok) {
        onDone({ words: <Say text={text.done} values={{ name: user.displayName }} /> })
        return null
      }
      const end = endOf(result.problem)
      if (end) onEnd(end)
      return end ? null : refusalOf(result.problem)
    },
  })

function endOf({ code, details: { triesLeft } }: Problem): CheckEnd | null {
  if (code === 'reset-code-wrong' && triesLeft === 0) return 'usedUp'
  return code === 'conflict' || code === 'not-found' ? 'ended' : null
}

function refusalOf(problem: Problem): Refusal<'callerCode'> {
  const { triesLeft } = problem.details
  if (problem.code !== 'reset-code-wrong' || triesLeft === undefined) return { problem }
  const words = triesLeft === 1 ? text.wrongOne : fill(text.wrong, { count: triesLeft })
  return { errors: { callerCode: words } }
}
