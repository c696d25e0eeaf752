import type { showOverview } from '@rekey/contracts/overview'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask, problemOf } from '../ask.ts'

/** The overview of a range. While another range is loading, the last one stays. */
export function useOverview(days: string) {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['overview', days],
    queryFn: ({ signal }) => ask<typeof showOverview>('GET /overview', { query: { days }, signal }),
    placeholderData: keepPreviousData,
  })
  return {
    overview: data,
    isFetching,
    problem: isFetching ? null : problemOf(error),
    again: () => void refetch(),
  }
}
