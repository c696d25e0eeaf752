import type { Query } from '@rekey/contracts/route'
import type { listBatchUsers, UserBatch } from '@rekey/contracts/user-batches'
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ask, problemOf } from '../../console-kit/ask.ts'
import { batchesKey } from './use-batches.ts'

type Outcome = NonNullable<Query<typeof listBatchUsers>['outcome']>

/** With more names than this, only so many are shown at first. */
const fewNames = 5

/** The users of a batch with an outcome, a hundred at a time. */
export const batchUsersQuery = ({ id, counts }: UserBatch, outcome: Outcome) =>
  infiniteQueryOptions({
    queryKey: [...batchesKey, 'users', id, outcome, counts],
    queryFn: ({ pageParam: cursor, signal }) =>
      ask<typeof listBatchUsers>('GET /user-batches/{id}/users', {
        params: { id },
        query: { outcome, limit: '100', ...(cursor && { cursor }) },
        signal,
      }),
    // The key changes with the numbers.
    staleTime: Number.POSITIVE_INFINITY,
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

type Options = {
  readonly isEnabled?: boolean
  /** Shows more than a few at first. */
  readonly isOpen?: boolean
}

/**
 * The users of a batch with an outcome: a few at first, and then as many as the viewer asks for.
 */
export function useBatchUsers(batch: UserBatch, outcome: Outcome, options: Options = {}) {
  const { isEnabled = true, isOpen: isOpenAtFirst = false } = options
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const found = useInfiniteQuery({ ...batchUsersQuery(batch, outcome), enabled: isEnabled })
  const users = found.data?.pages.flatMap(({ items }) => items) ?? []
  const shown = isOpen ? users : users.slice(0, fewNames)
  const { list, focusNext } = useFocusOnNext(shown.length)
  const more = shown.length < users.length || found.hasNextPage
  const showMore = () => {
    focusNext()
    if (isOpen) void found.fetchNextPage()
    else setOpen(true)
  }
  const of = {
    shown,
    /** Null: everybody is shown. */
    more: more ? { isAll: !found.hasNextPage, isBusy: found.isFetchingNextPage, showMore } : null,
    problem: problemOf(found.error),
    again: () => void (found.data ? found.fetchNextPage() : found.refetch()),
  }
  return { list, of }
}

export type BatchUsers = ReturnType<typeof useBatchUsers>['of']

/** The button for more goes away with the last ones. So the first new row gets the focus. */
function useFocusOnNext(count: number) {
  const list = useRef<HTMLUListElement>(null)
  const next = useRef<number | null>(null)
  useEffect(() => {
    if (next.current === null || count <= next.current) return
    const row = list.current?.children.item(next.current)
    if (row instanceof HTMLElement) row.focus()
    next.current = null
  }, [count])
  return {
    list,
    focusNext: () => {
      next.current = count
    },
  }
}
