import { type QueryFunctionContext, type QueryKey, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from './ask.ts'

type Asked<List> = {
  queryKey: QueryKey
  queryFn: (context: QueryFunctionContext) => Promise<List>
}

/**
 * A list of the server's. While another is asked for, or when that failed, the last one stays; what
 * is asked for no longer is broken off.
 */
export function useList<List>({ queryKey, queryFn }: Asked<List>) {
  const { data, error, isFetching, refetch } = useQuery({ queryKey, queryFn })
  const [last, setLast] = useState(data)
  if (data !== undefined && data !== last) setLast(data)
  return {
    list: data ?? last,
    /** It is the one asked for, and not the one before. */
    isSettled: data !== undefined && !isFetching,
    isFetching,
    problem: isFetching ? null : problemOf(error),
    again: () => void refetch(),
  }
}
