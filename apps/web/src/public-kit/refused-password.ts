import { refusalSentence } from '@rekey/password-strength/judge-password'
import type { Problem } from '../api.ts'
import { messages } from '../messages.ts'
import { readyEstimator } from './estimator.ts'

/** What the server says of a password that only it could judge: the reason, and what to do. */
export function refusedPassword({ details }: Problem, password: string): string {
  if (details.strength) readyEstimator()?.rememberTold(password, details.strength)
  const fault = details.errors?.find(({ pointer }) => pointer === '/newPassword')
  if (!fault) return messages.setPassword.notAccepted
  return refusalSentence({ reason: fault.detail, tip: details.detail ?? '' }).trim()
}
