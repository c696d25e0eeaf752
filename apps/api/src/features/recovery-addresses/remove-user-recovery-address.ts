import type { removeUserRecoveryAddress as contract } from '@rekey/contracts/recovery-addresses'
import { requireTarget } from '../../guards/target-user.ts'
import type { Verb } from '../../http/routes.ts'
import { addressWasRemoved } from './address-was-removed.ts'

/** DELETE /users/{id}/recovery-addresses/{addressId}. */
export const removeUserRecoveryAddress: Verb<typeof contract> = async (input, deps) => {
  const { caller, params } = input
  await deps.db.$transaction(async (tx) => {
    const { id, username } = await requireTarget(tx, params.id, caller, { all: 'users.write' })
    await addressWasRemoved(tx, deps, input, { id: params.addressId, userId: id, username })
  })
  return { status: 204, body: null }
}
