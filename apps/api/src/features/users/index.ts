import type { Handlers } from '../../http/routes.ts'
import { changeUser } from './change-user.ts'
import { createUser } from './create-user.ts'
import { deactivateUser } from './deactivate-user.ts'
import { deleteUser } from './delete-user.ts'
import { endUserSessions } from './end-user-sessions.ts'
import { exportUsers } from './export-users.ts'
import { listUsers } from './list-users.ts'
import { reactivateUser } from './reactivate-user.ts'
import { showUser } from './show-user.ts'
import { startUserReset } from './start-user-reset.ts'

export const users = {
  listUsers: { verb: listUsers, streamVerb: exportUsers },
  createUser,
  showUser,

  changeUser,
  deleteUser,
  deactivateUser,
  reactivateUser,
  endUserSessions,
  startUserReset,
} satisfies Partial<Handlers>
