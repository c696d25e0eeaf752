import type { listUsers } from '@rekey/contracts/users'
import { ask } from '../../console-kit/ask.ts'
import { useList } from '../../console-kit/use-list.ts'
import type { UsersView } from './users-url.ts'

/** The users of a view. */
export function useUsers(view: UsersView) {
  const { list: users, ...rest } = useList({
    queryKey: ['users', view],
    queryFn: ({ signal }) => ask<typeof listUsers>('GET /users', { query: view, signal }),
  })
  return { users, ...rest }
}

export type ShownUsers = NonNullable<ReturnType<typeof useUsers>['users']>
