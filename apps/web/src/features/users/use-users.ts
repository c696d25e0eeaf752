import type { Answer } from '@rekey/contracts/route'
import type { listUsers } from '@rekey/contracts/users'
import { useList } from '../../console-kit/use-list.ts'
import type { UsersView } from './users-url.ts'

/** The users of a view. */
export const useUsers = (view: UsersView) => useList<typeof listUsers>('GET /users', 'users', view)

export type ShownUsers = Answer<typeof listUsers>
