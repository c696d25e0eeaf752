import { randomUUID } from 'node:crypto'
import type { createRole as contract } from '@rekey/contracts/roles'
import type { Verb } from '../../http/routes.ts'
import { recordAudit } from '../../models/audit.ts'
import { inOrder, refuseTakenName, requireMayGive } from './role-fields.ts'
import { shownRole } from './shown-roles.ts'

/** POST /roles. Nobody puts a permission into a role that they lack. */
export const createRole: Verb<typeof contract> = async (
  { body, caller, ip, requestId },
  { db, clock },
) => {
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
      await recordAudit(tx, {
        action: 'role.created',
        at: role.createdAt,
        actorId: caller.user.id,
        requestId,
        details: { roleId: role.id, name: role.name, permissions: role.permissions },
        personal: { ip },
      })
    })
    .catch(refuseTakenName)
  const standing = { ...role, userCount: 0, isOwn: false, holders: [] }
  return { status: 201, body: shownRole(caller, standing) }
}
