import type { listRecoveryAddresses as contract } from '@rekey/contracts/recovery-addresses'
import type { Verb } from '../../http/routes.ts'
import {
  listRecoveryAddresses as list,
  showRecoveryAddress,
} from '../../models/recovery-addresses.ts'

/** GET /account/recovery-addresses. */
export const listRecoveryAddresses: Verb<typeof contract> = async ({ caller }, deps) => {
  const { recoveryAddressHoldHours: holdHours } = await deps.settings.current()
  const items = (await list(deps.db, caller.user.id)).map(showRecoveryAddress)
  return { status: 200, body: { items, holdHours } }
}
