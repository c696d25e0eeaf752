import type { removeRecoveryAddress as contract } from '@rekey/contracts/recovery-addresses'
import { requireRecentFactor } from '../../guards/require-recent-factor.ts'
import type { Verb } from '../../http/routes.ts'
import { holdUser } from '../../models/hold-user.ts'
import { addressWasRemoved } from './address-was-removed.ts'

/** DELETE /account/recovery-addresses/{id}. */
export const removeRecoveryAddress: Verb<typeof contract> = async (input, deps) => {
  const { caller, params } = input
  await requireRecentFactor(deps, caller)
  const { id: userId, username } = caller.user
  await deps.db.$transaction(async (tx) => {
    await holdUser(tx, userId)
    await addressWasRemoved(tx, deps, input, { id: params.id, userId, username })
  })
  return { status: 204, body: null }
}
