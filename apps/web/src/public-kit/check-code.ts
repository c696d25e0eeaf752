import { isSixDigits, normaliseCode } from '@rekey/contracts/typed-secrets'
import type { Problem } from '../api.ts'
import { fill } from '../fill.ts'
import type { Refusal } from '../hooks/form-state.ts'
import { messages } from '../messages.ts'

const text = messages.setPassword

/** Checks the form of a typed code first, so that a typing error doesn't use up an attempt. */
export function checkCode(typed: string): { code?: string } {
  const code = normaliseCode(typed)
  if (!code) return { code: text.enterCode }
  return isSixDigits(code) ? {} : { code: text.sixDigits }
}

export const wrongCode = (tries: number): string =>
  tries === 1 ? text.wrongCodeOne : fill(text.wrongCode, { tries })

/** The refusal of a wrong code that leaves tries. Null: the problem is another one. */
export const refusedCode = ({ code, details }: Problem): Refusal<'code'> | null =>
  code === 'reset-code-wrong' && details.triesLeft
    ? { errors: { code: wrongCode(details.triesLeft) } }
    : null
