import * as contracts from '@rekey/contracts/users'
import type { Register } from '../../http/routes.ts'
import { changeUser } from './change-user.ts'
import { createUser } from './create-user.ts'
import { deactivateUser } from './deactivate-user.ts'
import { deleteUser } from './delete-user.ts'
import { endUserSessions } from './end-user-sessions.ts'
import { listUsers } from './list-users.ts'
import { reactivateUser } from './reactivate-user.ts'
import { showUser } from './show-user.ts'
import { startUserReset } from './start-user-reset.ts'

export function users(register: Register) {
  register(contracts.listUsers, listUsers)
  register(contracts.createUser, createUser)
  register(contracts.showUser, showUser)
  register(contracts.changeUser, changeUser)
  register(contracts.deleteUser, deleteUser)
  register(contracts.deactivateUser, deactivateUser)
  register(contracts.reactivateUser, reactivateUser)
  register(contracts.endUserSessions, endUserSessions)
  register(contracts.startUserReset, startUserReset)
}
