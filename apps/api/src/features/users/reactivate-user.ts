import type { reactivateUser as contract } from '@rekey/contracts/users'
import { auditBy } from '../../guards/audit-by.ts'
import { requireTarget } from '../../guards/target-user.ts'
import type { Verb } from '../../http/routes.ts'
import { endAccess } from '../../models/access.ts'
import { requireShownUser } from './require-shown-user.ts'

/**
 * POST /users/{id}/reactivate. Whoever left may have told the old password: unless the caller
 * says otherwise, all it opens is the session in which a new one must be chosen.
 */
export const reactivateUser: Verb<typeof contract> = async (input, deps) => {
  const {
    params: { id },
    body,
    caller,
  } = input
  await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, id, caller, { all: 'users.deactivate' })
    if (target.status === 'active') return
    const at = deps.clock.now()
    const mustChangePassword = (body.mustChangePassword ?? true) && target.passwordHash !== null
    await tx.user.update({
      where: { id },
      data: { status: 'active', mustChangePassword },
      select: { id: true },
    })
    await endAccess(tx, [id], at)
    await auditBy(
      tx,
      deps,
      input,
      'user.reactivated',
      { id, username: target.username },
      { mustChangePassword },
    )
  })
  return { status: 200, body: await requireShownUser(deps, id, caller) }
}
