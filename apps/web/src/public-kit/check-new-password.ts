import {
  type JudgedBy,
  type JudgesTools,
  judgePassword,
  refusalSentence,
} from '@rekey/password-strength/judge-password'
import type { FieldErrors } from '../hooks/use-form.ts'
import { messages } from '../messages.ts'
import { readyEstimator } from './estimator.ts'

type Pair = { readonly newPassword: string; readonly confirmPassword: string }

/** The server judges again, and alone knows the blocklist and the old password. */
export function checkNewPassword(
  { newPassword, confirmPassword }: Pair,
  by: JudgedBy,
): FieldErrors<keyof Pair> {
  if (!newPassword) return { newPassword: messages.setPassword.enterNew }
  const judgement = judgePassword(newPassword, by, readyEstimator() ?? formAlone)
  return {
    ...(!judgement.accepted && { newPassword: refusalSentence(judgement) }),
    ...confirmFault(newPassword, confirmPassword),
  }
}

/** An empty field doesn't differ from the password: it is still to be filled in. */
function confirmFault(newPassword: string, confirmPassword: string) {
  if (confirmPassword === newPassword) return {}
  const { enterConfirm, noMatch } = messages.setPassword
  return { confirmPassword: confirmPassword === '' ? enterConfirm : noMatch }
}

/** While the dictionaries are on their way, only length and sorts are judged here. */
const formAlone: JudgesTools = {
  estimateStrength: () => ({ score: 4, label: 'Strong', advice: null }),
  isPersonal: () => false,
}
