import type { startAddressCheck as contract } from '@rekey/contracts/address-checks'
import { auditBy } from '../../guards/audit-by.ts'
import { requireMessageFor } from '../../guards/require-message-for.ts'
import { requireAddress, requireTarget } from '../../guards/target-user.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { startAddressCheck as start } from '../../models/address-checks.ts'

/**
 * POST /users/{id}/address-checks. Mails a button that confirms the address to which resets are
 * sent.
 */
export const startAddressCheck: Verb<typeof contract> = async (input, deps) => {
  const { params, caller } = input
  const message = await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, params.id, caller, {
      all: 'users.write',
      contacts: 'contacts.write',
    })
    if (target.status !== 'active') throw new Problem('user-deactivated')
    const address = requireAddress(target)
    const { messageId, isNew } = await start(tx, deps, target.id, address)
    if (isNew) {
      await auditBy(tx, deps, input, 'address-check.started', {
        id: target.id,
        address,
      })
    }
    return requireMessageFor(tx, caller, messageId)
  })
  return { status: 202, body: { message } }
}
