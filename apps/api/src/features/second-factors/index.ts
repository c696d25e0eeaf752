import type { Handlers } from '../../http/routes.ts'
import { addPasskey } from './add-passkey.ts'
import { addPasskeyOptions } from './add-passkey-options.ts'
import { addTotp } from './add-totp.ts'
import { confirmTotp } from './confirm-totp.ts'
import { listSecondFactors } from './list-second-factors.ts'
import { removeSecondFactor } from './remove-second-factor.ts'
import { renameSecondFactor } from './rename-second-factor.ts'
import { replaceRecoveryCodes } from './replace-recovery-codes.ts'

export const secondFactors = {
  listSecondFactors,
  addTotp,
  confirmTotp,
  addPasskeyOptions,
  addPasskey,
  renameSecondFactor,
  removeSecondFactor,
  replaceRecoveryCodes,
} satisfies Partial<Handlers>
