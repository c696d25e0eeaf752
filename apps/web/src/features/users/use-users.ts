import type { listUsers } from '@rekey/contracts/users'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, problemOf } from '../console/ask.ts'
import type { UsersView } from './users-url.ts'

/**
 * The users of a view. While others are asked for, or when that failed, the last ones stay; what is
 * asked for no longer is broken off.
 */
export function useUsers(view: UsersView) {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['users', view],
    queryFn: ({ signal }) => ask<typeof listUsers>('GET /users', { query: view, signal }),
  })
  const [last, setLast] = useState(data)
  if (data && data !== last) setLast(data)
  return {
    users: data ?? last,
    /** They are those of this view, and not of the one before. */
    isSettled: data !== undefined && !isFetching,
    isFetching,
    problem: isFetching ? null : problemOf(error),
    again: () => void refetch(),
  }
}

export type ShownUsers = NonNullable<ReturnType<typeof useUsers>['users']>
