import { isSixDigits, normaliseCode } from '@rekey/contracts/typed-secrets'
import { fill } from '../fill.ts'
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
