import type { deactivateUser as contract } from '@rekey/contracts/users'
import { requireTarget } from '../../guards/target-user.ts'
import type { Verb } from '../../http/routes.ts'
import { endAccess } from '../../models/access.ts'
import { recordAudit } from '../../models/audit.ts'
import { requireAdministratorLeft } from './require-administrator-left.ts'
import { requireShownUser } from './require-shown-user.ts'

/** POST /users/{id}/deactivate. Sessions, resets and waiting mails end with it. Twice is as once. */
export const deactivateUser: Verb<typeof contract> = async (
  { params: { id }, caller, ip, requestId },
  deps,
) => {
  await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, id, caller, { all: 'users.deactivate' })
    if (target.status === 'deactivated') return
    const at = deps.clock.now()
    await tx.user.update({ where: { id }, data: { status: 'deactivated' }, select: { id: true } })
    await requireAdministratorLeft(tx, target)
    await endAccess(tx, [id], at)
    await recordAudit(tx, {
      action: 'user.deactivated',
      at,
      actorId: caller.user.id,
      userId: id,
      requestId,
      personal: { ip, username: target.username },
    })
  })
  return { status: 200, body: await requireShownUser(deps, id, caller) }
}
