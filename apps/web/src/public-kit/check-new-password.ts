import {
  type JudgedBy,
  type JudgesTools,
  judgePassword,
  refusalSentence,
} from '@rekey/password-strength/judge-password'
import type { FieldErrors } from '../hooks/form-state.ts'
import { messages } from '../messages.ts'
import { readyEstimator } from './estimator.ts'

type Pair = { readonly newPassword: string; readonly confirmPassword: string }

/**
 * Checks before sending. Only the server knows the blocklist and the old passwords, so it checks
 * again.
 */
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

/** An empty Confirm field gets "fill it in", not "the passwords differ". */
function confirmFault(newPassword: string, confirmPassword: string) {
  if (confirmPassword === newPassword) return {}
  const { enterConfirm, noMatch } = messages.setPassword
  return { confirmPassword: confirmPassword === '' ? enterConfirm : noMatch }
}

/** Checks only length and character types while the dictionaries are loading. */
const formAlone: JudgesTools = {
  estimateStrength: () => ({ score: 4, label: 'Strong', advice: null }),
  isPersonal: () => false,
}
