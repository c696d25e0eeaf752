import type { listUserMessages, showUser } from '@rekey/contracts/users'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ask } from '../ask.ts'
import { askAgainAfter } from './watch-mail.ts'

/** Don't retry: a missing user stays missing, and a forbidden user stays forbidden. */
const retry = false

export const useUser = (id: string) =>
  useQuery({
    queryKey: ['user', id],
    queryFn: ({ signal }) => ask<typeof showUser>('GET /users/{id}', { params: { id }, signal }),
    retry,
  })

/** The newest mails to a user. They are fetched again until the last one has its final status. */
export function useUserMessages(id: string, enabled: boolean, cursor: string | null = null) {
  const seen = useRef({ what: '', at: 0 })
  return useQuery({
    queryKey: ['user-messages', id, cursor],
    enabled,
    retry,
    queryFn: ({ signal }) =>
      ask<typeof listUserMessages>('GET /users/{id}/messages', {
        params: { id },
        query: cursor ? { cursor } : {},
        signal,
      }),
    refetchInterval: ({ state: { data } }) => {
      const mail = data?.items[0]
      if (!mail) return false
      const what = `${mail.id} ${mail.status} ${mail.events.length}`
      if (seen.current.what !== what) seen.current = { what, at: Date.now() }
      return askAgainAfter(mail, Date.now() - seen.current.at, new Date())
    },
  })
}

/** Fetches the data of a user again after an action. */
export function useAskAnew(id: string) {
  const queries = useQueryClient()
  return () => {
    for (const queryKey of [['user', id], ['user-messages', id], ['users'], ['audit']]) {
      void queries.invalidateQueries({ queryKey })
    }
  }
}
