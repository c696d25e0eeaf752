import type { listMessages } from '@rekey/contracts/messages'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ask, problemOf } from '../../console-kit/ask.ts'
import { askAgainAfterAny } from '../../console-kit/mails/watch-mail.ts'
import type { MessagesView } from './messages-url.ts'

/**
 * The messages of a view. While one of them is moving, they are fetched again without a loading
 * state. While another view is loading, or if that failed, the last one stays.
 */
export function useMessages(view: MessagesView) {
  const seen = useRef({ what: '', at: 0 })
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['messages', view],
    queryFn: ({ signal }) => ask<typeof listMessages>('GET /messages', { query: view, signal }),
    refetchInterval: ({ state }) => {
      const mails = state.data?.items ?? []
      const what = mails.map(({ id, events }) => `${id} ${events.length}`).join()
      if (seen.current.what !== what) seen.current = { what, at: Date.now() }
      return askAgainAfterAny(mails, Date.now() - seen.current.at, new Date())
    },
  })
  const [last, setLast] = useState(data)
  if (data !== undefined && data !== last) setLast(data)
  const isAsking = isFetching && data === undefined
  return {
    messages: data ?? last,
    /** True if this is the requested list and not the previous one. */
    isSettled: data !== undefined,
    isAsking,
    problem: isAsking ? null : problemOf(error),
    again: () => void refetch(),
  }
}

export type FoundMessages = ReturnType<typeof useMessages>
