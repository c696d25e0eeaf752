import type { startCallerCheck as contract } from '@rekey/contracts/caller-checks'
import { auditBy } from '../../guards/audit-by.ts'
import { requireTarget } from '../../guards/target-user.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findCallerCheckWait, startCallerCheck as start } from '../../models/caller-checks.ts'
import { listRecoveryRecipients, openingAddresses } from '../../models/mail-addresses.ts'
import { masked } from '../../models/mask-addresses.ts'

/** POST /users/{id}/caller-checks. The code goes into the mails alone. */
export const startCallerCheck: Verb<typeof contract> = async (input, deps) => {
  const { params, caller } = input
  const at = deps.clock.now()
  const { check, addresses } = await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, params.id, caller, { all: 'users.reset-password' })
    if (target.status !== 'active') throw new Problem('user-deactivated')
    const recoveryAddresses = await listRecoveryRecipients(tx, [target.id], at)
    const addresses = openingAddresses({
      ...target,
      recoveryAddresses: recoveryAddresses.get(target.id) ?? [],
    })
    if (addresses.length === 0) throw new Problem('user-has-no-address')
    const { id: userId, username } = target
    const until = await findCallerCheckWait(tx, userId, at)
    if (until) throw mustWait(until, at)
    const check = await start(tx, deps, { userId, askedBy: caller.actorId, addresses })
    const about = { id: userId, username }
    await auditBy(tx, deps, input, 'caller-check.started', about, { callerCheckId: check.id })
    return { check, addresses }
  })
  const sentTo = caller.permissions.includes('users.read') ? addresses : addresses.map(masked)
  return { status: 202, body: { id: check.id, expiresAt: check.expiresAt.toISOString(), sentTo } }
}
