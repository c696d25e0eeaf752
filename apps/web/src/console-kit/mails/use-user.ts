import type { listUserMessages, showUser } from '@rekey/contracts/users'
import { useQuery } from '@tanstack/react-query'
import { serverNow } from '../../server-now.ts'
import { ask } from '../ask.ts'
import { askAgain, useWatchedMs } from '../ask-again.ts'
import { useFetchAgain } from '../use-fetch-again.ts'
import { askAgainAfter } from './watch-mail.ts'

/** Don't retry: a missing user stays missing, and a forbidden user stays forbidden. */
const retry = false

/** A user. They are fetched again until a mail server has accepted their invitation. */
export function useUser(id: string) {
  const watchedMs = useWatchedMs()
  return useQuery({
    queryKey: ['user', id],
    queryFn: ({ signal }) => ask<typeof showUser>('GET /users/{id}', { params: { id }, signal }),
    retry,
    // The palette offers the users who were opened last. They are gone when the console is left.
    gcTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state: { data } }) =>
      data?.invitation?.status === 'sending' && askAgain(watchedMs(data.invitation.startedAt)),
  })
}

/** The newest mails to a user. They are fetched again until the last one has its final status. */
export function useUserMessages(id: string, enabled: boolean, cursor: string | null = null) {
  const watchedMs = useWatchedMs()
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
      return askAgainAfter(mail, watchedMs(what), serverNow())
    },
  })
}

/** Fetches the data of users again after an action. */
export const useAskAnew = () => useFetchAgain('user', 'user-messages', 'users')
