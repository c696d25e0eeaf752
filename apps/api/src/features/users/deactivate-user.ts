import type { deactivateUser as contract } from '@rekey/contracts/users'
import { auditBy } from '../../guards/audit-by.ts'
import { requireTarget } from '../../guards/target-user.ts'
import type { ActVerb } from '../../http/routes.ts'
import { endAccess } from '../../models/access.ts'
import { requireAdministratorLeft } from './require-administrator-left.ts'
import { requireShownUser } from './require-shown-user.ts'

/**
 * POST /users/{id}/deactivate. Ends sessions, resets and waiting mails too. A second call changes
 * nothing.
 */
export const deactivateUser: ActVerb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const { caller } = input
  await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, id, caller, { all: 'users.deactivate' })
    if (target.status === 'deactivated') return
    const at = deps.clock.now()
    await tx.user.update({ where: { id }, data: { status: 'deactivated' }, select: { id: true } })
    await requireAdministratorLeft(tx, target)
    await endAccess(tx, [id], at)
    await auditBy(tx, deps, input, 'user.deactivated', {
      id,
      username: target.username,
    })
  })
  return { status: 200, body: await requireShownUser(deps, id, caller) }
}
