import type { reactivateUser as contract } from '@rekey/contracts/users'
import { auditBy } from '../../guards/audit-by.ts'
import { requireTarget } from '../../guards/target-user.ts'
import type { ActVerb } from '../../http/routes.ts'
import { endAccess } from '../../models/access.ts'
import { requireShownUser } from './require-shown-user.ts'

/**
 * POST /users/{id}/reactivate. The user may have told others the old password. So, unless the
 * caller says otherwise, it only opens a session in which a new one must be chosen.
 */
export const reactivateUser: ActVerb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const { body, caller } = input
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
