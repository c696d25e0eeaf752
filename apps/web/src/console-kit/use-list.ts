import { type QueryFunctionContext, type QueryKey, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from './ask.ts'

type Asked<List> = {
  queryKey: QueryKey
  queryFn: (context: QueryFunctionContext) => Promise<List>
}

/**
 * A list from the server. While another list is loading, or if that failed, the last one stays.
 * Requests that are no longer needed are aborted.
 */
export function useList<List>({ queryKey, queryFn }: Asked<List>) {
  const { data, error, isFetching, refetch } = useQuery({ queryKey, queryFn })
  const [last, setLast] = useState(data)
  if (data !== undefined && data !== last) setLast(data)
  return {
    list: data ?? last,
    /** True if this is the requested list and not the previous one. */
    isSettled: data !== undefined && !isFetching,
    isFetching,
    problem: isFetching ? null : problemOf(error),
    again: () => void refetch(),
  }
}
