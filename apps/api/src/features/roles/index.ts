import * as contracts from '@rekey/contracts/roles'
import type { Register } from '../../http/routes.ts'
import { changeRole } from './change-role.ts'
import { createRole } from './create-role.ts'
import { deleteRole } from './delete-role.ts'
import { listRoles } from './list-roles.ts'
import { showRole } from './show-role.ts'

export function roles(register: Register) {
  register(contracts.listRoles, listRoles)
  register(contracts.createRole, createRole)
  register(contracts.showRole, showRole)
  register(contracts.changeRole, changeRole)
  register(contracts.deleteRole, deleteRole)
}
