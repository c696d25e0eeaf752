import type { Handlers } from '../../http/routes.ts'
import { completeReset } from './complete-reset.ts'
import { disownReset } from './disown-reset.ts'
import { inspectDisown } from './inspect-disown.ts'
import { inspectReset } from './inspect-reset.ts'
import { requestReset } from './request-reset.ts'
import { verifyCode } from './verify-code.ts'

export const passwordReset = {
  requestReset,
  requestTemporaryPassword: requestReset,
  inspectReset,
  verifyCode,
  completeReset,
  inspectDisown,
  disownReset,
} satisfies Partial<Handlers>
