import type { Handlers } from '../../http/routes.ts'
import { changeRole } from './change-role.ts'
import { createRole } from './create-role.ts'
import { deleteRole } from './delete-role.ts'
import { listRoles } from './list-roles.ts'
import { showRole } from './show-role.ts'

export const roles = {
  listRoles,
  createRole,
  showRole,
  changeRole,
  deleteRole,
} satisfies Partial<Handlers>
