import type { FactorRequest } from '@rekey/contracts/second-factor-fields'
import type { JudgedBy } from '@rekey/password-strength/judge-password'
import type { Problem } from '../../api.ts'
import { type Refusal, useForm } from '../../hooks/use-form.ts'
import { checkCode, wrongCode } from '../../public-kit/check-code.ts'
import { checkNewPassword } from '../../public-kit/check-new-password.ts'
import { refusedPassword } from '../../public-kit/refused-password.ts'
import { factorRequestOf } from '../../public-kit/second-factor/asked-factor.ts'
import type { Saving } from './use-save-reset.ts'

type Field = 'code' | 'newPassword' | 'confirmPassword'

/**
 * Checks the values here first. A code that was refused isn't sent again until the user changes it.
 * @param onFactor called after a right code, if the user has a second factor
 */
export function useSetPassword(
  by: JudgedBy,
  save: (saving: Saving) => Promise<Problem | null>,
  onFactor: (saving: Saving, request: FactorRequest) => void,
) {
  return useForm<Field>({
    fields: ['code', 'newPassword', 'confirmPassword'],
    remember: ['code', 'newPassword'],
    check: (values) => ({
      ...checkCode(values.code),
      ...checkNewPassword(values, by),
    }),
    send: async ({ code, newPassword }) => {
      const problem = await save({ code, newPassword })
      if (!problem) return null
      const request = factorRequestOf(problem)
      if (!request) return refusalOf(problem, newPassword)
      onFactor({ code, newPassword }, request)
      return null
    },
  })
}

function refusalOf(problem: Problem, newPassword: string): Refusal<Field> {
  const { triesLeft } = problem.details
  if (problem.code === 'reset-code-wrong' && triesLeft) {
    return { errors: { code: wrongCode(triesLeft) } }
  }
  if (problem.code === 'password-not-accepted') {
    return { errors: { newPassword: refusedPassword(problem, newPassword) } }
  }
  return { problem }
}
