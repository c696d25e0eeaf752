import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { inOrder } from '@rekey/contracts/permissions'
import type { deleteRole as contract } from '@rekey/contracts/roles'
import { auditBy } from '../../guards/audit-by.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { requireChangeableRole } from './require-changeable-role.ts'

/** DELETE /roles/{id}. Refused while a user has the role, so that no user loses it unasked. */
export const deleteRole: Verb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const { caller } = input
  const { db } = deps
  await db.$transaction(async (tx) => {
    const role = await requireChangeableRole(tx, caller, id)
    if (role.userCount > 0) throw new Problem('conflict', { detail: 'Users have this role.' })
    // The remaining rows of deleted users refer to a role too.
    await tx.user.updateMany({ where: { roleId: id }, data: { roleId: builtInRoles.registered } })
    await tx.role.delete({ where: { id } })
    await auditBy(tx, deps, input, 'role.deleted', null, {
      roleId: id,
      name: role.name,
      permissions: inOrder(role.permissions),
    })
  })
  return { status: 204, body: null }
}
