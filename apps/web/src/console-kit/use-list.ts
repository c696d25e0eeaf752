import type { Answer, Contract, Params, Query as QueryOf } from '@rekey/contracts/route'
import { type Query, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Line } from '../api.ts'
import { ask, problemOf } from './ask.ts'

export type Listing = Contract & { readonly method: 'GET' }

type Options<C extends Listing> = {
  /** The values of the path. */
  params?: Params<C>
  /** When to fetch the list again, in milliseconds. */
  refetchInterval?: (query: Query<Answer<C>>) => number | false
  /** True if no loading state is shown while the same list is fetched again. */
  isQuiet?: boolean
  /** False while there is nothing to ask for. */
  isEnabled?: boolean
}

/**
 * A list from the server. While another list is loading, or if that failed, the last one stays.
 * Requests that are no longer needed are aborted.
 * @param key the name of the list, by which actions have it fetched again
 */
export function useList<C extends Listing>(
  line: Line<C>,
  key: string,
  query: QueryOf<C>,
  { params, isEnabled = true, isQuiet = false, ...options }: Options<C> = {},
) {
  const { data, error, refetch, ...state } = useQuery({
    queryKey: [key, params, query],
    queryFn: ({ signal }) => ask<C>(line, ...([{ params, query, signal }] as never)),
    enabled: isEnabled,
    ...options,
  })
  const [last, setLast] = useState(data)
  if (data !== undefined && data !== last) setLast(data)
  const isFetching = state.isFetching && !(isQuiet && data !== undefined)
  return {
    list: data ?? last,
    /** True if this is the requested list and not the previous one. */
    isSettled: data !== undefined && !isFetching,
    isFetching,
    problem: isFetching ? null : problemOf(error),
    again: () => void refetch(),
  }
}

/** A list in one of its states: loading, empty, failed, or shown. */
export type Found<List> = Omit<ReturnType<typeof useList>, 'list'> & {
  readonly list: List | undefined
}
