import type { FactorRequest } from '@rekey/contracts/second-factor-fields'
import type { JudgedBy } from '@rekey/password-strength/judge-password'
import type { Problem } from '../../api.ts'
import type { Refusal } from '../../hooks/form-state.ts'
import { useForm } from '../../hooks/use-form.ts'
import { checkCode, refusedCode } from '../../public-kit/check-code.ts'
import { checkNewPassword } from '../../public-kit/check-new-password.ts'
import { refusedPassword } from '../../public-kit/refused-password.ts'
import { factorRequestOf } from '../../public-kit/second-factor/asked-factor.ts'
import type { SaveReset, Saving } from './use-save-reset.ts'

/** What the server refused after the second factor was right, and why. */
export type RefusedSaving = { readonly saving: Saving; readonly why: string }

type Field = 'code' | 'newPassword' | 'confirmPassword'

/**
 * Checks the values here first. A code that was refused isn't sent again until the user changes it.
 * @param refused the form then starts with this error
 * @param onFactor called after a right code, if the user has a second factor
 */
export function useSetPassword(
  by: JudgedBy,
  refused: RefusedSaving | null,
  save: SaveReset,
  onFactor: (saving: Saving, request: FactorRequest) => void,
) {
  return useForm<Field>({
    fields: ['code', 'newPassword', 'confirmPassword'],
    refusedBefore: refused && {
      values: refused.saving,
      errors: { newPassword: refused.why },
    },
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
  if (problem.code === 'password-not-accepted') {
    return { errors: { newPassword: refusedPassword(problem, newPassword) } }
  }
  return refusedCode(problem) ?? { problem }
}
