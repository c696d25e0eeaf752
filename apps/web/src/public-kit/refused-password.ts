import { refusalSentence } from '@rekey/password-strength/judge-password'
import type { Problem } from '../api.ts'
import { messages } from '../messages.ts'
import { readyEstimator } from './estimator.ts'

/** The reason and the advice when only the server could refuse the password. */
export function refusedPassword({ details }: Problem, password: string): string {
  if (details.strength) readyEstimator()?.rememberTold(password, details.strength)
  const fault = details.errors?.find(({ pointer }) => pointer === '/newPassword')
  if (!fault) return messages.setPassword.notAccepted
  return refusalSentence({ reason: fault.detail, tip: details.detail ?? '' }).trim()
}
