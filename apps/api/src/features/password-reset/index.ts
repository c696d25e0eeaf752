import * as contracts from '@rekey/contracts/password-reset'
import type { Register } from '../../http/routes.ts'
import { completeReset } from './complete-reset.ts'
import { disownReset } from './disown-reset.ts'
import { inspectReset } from './inspect-reset.ts'
import { requestReset } from './request-reset.ts'
import { verifyCode } from './verify-code.ts'

export function passwordReset(register: Register) {
  register(contracts.requestReset, requestReset)
  register(contracts.requestTemporaryPassword, requestReset)
  register(contracts.inspectReset, inspectReset)
  register(contracts.verifyCode, verifyCode)
  register(contracts.completeReset, completeReset)
  register(contracts.disownReset, disownReset)
}
