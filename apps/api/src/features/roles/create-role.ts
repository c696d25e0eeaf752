import { randomUUID } from 'node:crypto'
import { inOrder } from '@rekey/contracts/permissions'
import type { createRole as contract } from '@rekey/contracts/roles'
import { auditBy } from '../../guards/audit-by.ts'
import { requireMayGive } from '../../guards/require-may-give.ts'
import type { Verb } from '../../http/routes.ts'
import { refuseTakenName } from './role-fields.ts'
import { shownRole } from './shown-roles.ts'

/** POST /roles. A caller can't put a permission into a role that they lack themselves. */
export const createRole: Verb<typeof contract> = async (input, deps) => {
  const { body, caller } = input
  const { db, clock } = deps
  requireMayGive(caller, body.permissions)
  const role = {
    id: randomUUID(),
    name: body.name.trim(),
    permissions: inOrder(body.permissions),
    builtIn: false,
    createdAt: clock.now(),
  }
  await db
    .$transaction(async (tx) => {
      await tx.role.create({ data: role, select: { id: true } })
      await auditBy(tx, deps, input, 'role.created', null, {
        roleId: role.id,
        name: role.name,
        permissions: role.permissions,
      })
    })
    .catch(refuseTakenName)
  const standing = { ...role, userCount: 0, isOwn: false, holders: [] }
  return { status: 201, body: shownRole(caller, standing) }
}
