import type { Body } from '@rekey/contracts/route'
import type { createUserBatch, listUserBatches, UserBatch } from '@rekey/contracts/user-batches'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ask, problemOf } from '../../console-kit/ask.ts'
import { askAgain, useWatchedMs } from '../../console-kit/ask-again.ts'
import { useFetchAgain } from '../../console-kit/use-fetch-again.ts'
import { percentOf } from './batch-words.ts'

export const batchesKey = ['user-batches'] as const

/**
 * Batches of the viewer that run, or whose result is open. They are fetched again while one runs.
 */
export function useBatches(isEnabled: boolean) {
  const watchedMs = useWatchedMs()
  const { data, error, refetch } = useQuery({
    queryKey: batchesKey,
    enabled: isEnabled,
    queryFn: ({ signal }) => ask<typeof listUserBatches>('GET /user-batches', { signal }),
    refetchInterval: ({ state }) => {
      const batches = state.data?.items ?? []
      if (!batches.some(({ status }) => status === 'running')) return false
      return askAgain(watchedMs(JSON.stringify(batches)))
    },
  })
  const batches = data?.items ?? []
  useUsersAlong(batches)
  return { batches, problem: problemOf(error), again: () => void refetch() }
}

/** The list of users shows what has changed, at each quarter of a batch and at its end. */
function useUsersAlong(batches: readonly UserBatch[]) {
  const again = useFetchAgain('users', 'user')
  const seen = useRef<string | null>(null)
  const now = batches.map(({ id, status, counts }) => [id, status, quarterOf(counts)]).join()
  useEffect(() => {
    if (seen.current !== null && seen.current !== now) again()
    seen.current = now
  })
}

/** 0 to 4. */
export const quarterOf = (counts: UserBatch['counts']): number => Math.floor(percentOf(counts) / 25)

/**
 * Puts what the server answered into the list, before the list is fetched again.
 * @param closedId with null: the batch whose result was closed
 */
export function useShowBatch(): (batch: UserBatch | null, closedId?: string) => void {
  const queries = useQueryClient()
  return (batch, closedId) => {
    queries.setQueryData<{ items: readonly UserBatch[] }>(batchesKey, (old) => {
      const others = (old?.items ?? []).filter(({ id }) => id !== (batch?.id ?? closedId))
      return { items: batch ? [batch, ...others] : others }
    })
    void queries.invalidateQueries({ queryKey: batchesKey })
  }
}

export type BatchBody = Body<typeof createUserBatch>
