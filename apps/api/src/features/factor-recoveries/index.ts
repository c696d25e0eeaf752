import type { Handlers } from '../../http/routes.ts'
import { cancelFactorRecovery } from './cancel-factor-recovery.ts'
import { confirmFactorRecovery } from './confirm-factor-recovery.ts'
import { startFactorRecovery } from './start-factor-recovery.ts'

export const factorRecoveries = {
  startFactorRecovery,
  confirmFactorRecovery,
  cancelFactorRecovery,
} satisfies Partial<Handlers>
