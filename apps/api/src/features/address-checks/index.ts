import * as contracts from '@rekey/contracts/address-checks'
import type { Register } from '../../http/routes.ts'
import { confirmAddress } from './confirm-address.ts'
import { startAddressCheck } from './start-address-check.ts'

export function addressChecks(register: Register) {
  register(contracts.startAddressCheck, startAddressCheck)
  register(contracts.confirmAddress, confirmAddress)
}
