import type { Handlers } from '../../http/routes.ts'
import { confirmAddress } from './confirm-address.ts'
import { startAddressCheck } from './start-address-check.ts'

export const addressChecks = {
  startAddressCheck,
  confirmAddress,
} satisfies Partial<Handlers>
