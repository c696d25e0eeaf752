import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { deleteRole as contract } from '@rekey/contracts/roles'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { recordAudit } from '../../models/audit.ts'
import { requireChangeableRole } from './require-changeable-role.ts'
import { inOrder } from './role-fields.ts'

/** DELETE /roles/{id}. Nobody loses theirs unasked: refused while somebody has it. */
export const deleteRole: Verb<typeof contract> = async (
  { params: { id }, caller, ip, requestId },
  { db, clock },
) => {
  await db.$transaction(async (tx) => {
    const role = await requireChangeableRole(tx, caller, id)
    if (role.userCount > 0) throw new Problem('conflict', { detail: 'Users have this role.' })
    // What is left of deleted users points to one as well.
    await tx.user.updateMany({ where: { roleId: id }, data: { roleId: builtInRoles.registered } })
    await tx.role.delete({ where: { id } })
    await recordAudit(tx, {
      action: 'role.deleted',
      at: clock.now(),
      actorId: caller.user.id,
      requestId,
      details: { roleId: id, name: role.name, permissions: inOrder(role.permissions) },
      personal: { ip },
    })
  })
  return { status: 204, body: null }
}
