import type { startAddressCheck as contract } from '@rekey/contracts/address-checks'
import { requireMessageFor } from '../../guards/require-message-for.ts'
import { requireAddress, requireTarget } from '../../guards/target-user.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { startAddressCheck as start } from '../../models/address-checks.ts'
import { recordAudit } from '../../models/audit.ts'

/** POST /users/{id}/address-checks. Mails a button that confirms the address where resets go. */
export const startAddressCheck: Verb<typeof contract> = async (input, deps) => {
  const { params, caller, ip, requestId } = input
  const message = await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, params.id, caller, {
      all: 'users.write',
      contacts: 'contacts.write',
    })
    if (target.status !== 'active') throw new Problem('user-deactivated')
    const address = requireAddress(target)
    const { messageId, isNew } = await start(tx, deps, target.id, address)
    if (isNew) {
      await recordAudit(tx, {
        action: 'address-check.started',
        at: deps.clock.now(),
        actorId: caller.user.id,
        userId: target.id,
        requestId,
        personal: { ip, address },
      })
    }
    return requireMessageFor(tx, caller, messageId)
  })
  return { status: 202, body: { message } }
}
