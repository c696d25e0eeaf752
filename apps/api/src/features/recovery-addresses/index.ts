import type { Handlers } from '../../http/routes.ts'
import { addRecoveryAddress } from './add-recovery-address.ts'
import { confirmRecoveryAddress } from './confirm-recovery-address.ts'
import { listRecoveryAddresses } from './list-recovery-addresses.ts'
import { removeRecoveryAddress } from './remove-recovery-address.ts'
import { removeUserRecoveryAddress } from './remove-user-recovery-address.ts'

export const recoveryAddresses = {
  listRecoveryAddresses,
  addRecoveryAddress,
  confirmRecoveryAddress,
  removeRecoveryAddress,
  removeUserRecoveryAddress,
} satisfies Partial<Handlers>
