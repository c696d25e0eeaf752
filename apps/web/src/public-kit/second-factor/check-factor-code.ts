import type { FactorMethod } from '@rekey/contracts/second-factor-fields'
import { normaliseTemporaryPassword } from '@rekey/contracts/typed-secrets'
import { messages } from '../../messages.ts'
import { checkCode } from '../check-code.ts'
import { factorMessages as text } from './factor-messages.ts'

const recoveryCodeLength = 16

/** What is wrong with the form of a typed code, so that a typing error doesn't use up a try. */
export function checkFactorCode(method: FactorMethod, typed: string): string | undefined {
  if (method === 'passkey') return undefined
  if (method === 'totp') {
    const { code } = checkCode(typed)
    return code === messages.setPassword.enterCode ? text.enterAppCode : code
  }
  const code = normaliseTemporaryPassword(typed)
  if (!code) return text.enterRecoveryCode
  return code.length === recoveryCodeLength ? undefined : text.recoveryCodeLength
}
