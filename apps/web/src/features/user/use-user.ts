import type { listUserMessages, showUser } from '@rekey/contracts/users'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Problem, Result } from '../../api.ts'
import { callUser } from './user-calls.ts'
import { askAgainAfter } from './watch-mail.ts'

/** A question that the server refused, for the screen to say so. */
export class RefusedError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

export const problemOf = (error: Error | null): Problem | null =>
  error instanceof RefusedError ? error.problem : null

/** What is there isn't asked for a second time; what may not be seen neither. */
const retry = false

export const useUser = (id: string) =>
  useQuery({
    queryKey: ['user', id],
    queryFn: async () => answerOf(await callUser<typeof showUser>('GET /users/{id}', id)),
    retry,
  })

/** The newest mails to a user, asked for again while the last one moves. */
export function useUserMessages(id: string, enabled: boolean, cursor: string | null = null) {
  const seen = useRef({ what: '', at: 0 })
  return useQuery({
    queryKey: ['user-messages', id, cursor],
    enabled,
    retry,
    queryFn: async () => {
      const query = cursor ? `?${new URLSearchParams({ cursor })}` : ''
      const line = `GET /users/{id}/messages${query}` as 'GET /users/{id}/messages'
      return answerOf(await callUser<typeof listUserMessages>(line, id))
    },
    refetchInterval: ({ state: { data } }) => {
      const mail = data?.items[0]
      if (!mail) return false
      const what = `${mail.id} ${mail.status} ${mail.events.length}`
      if (seen.current.what !== what) seen.current = { what, at: Date.now() }
      return askAgainAfter(mail, Date.now() - seen.current.at, new Date())
    },
  })
}

/** After an act: what is shown of a user is asked for anew. */
export function useAskAnew(id: string) {
  const queries = useQueryClient()
  return () => {
    for (const queryKey of [['user', id], ['user-messages', id], ['users'], ['audit']]) {
      void queries.invalidateQueries({ queryKey })
    }
  }
}

function answerOf<T>(result: { ok: true; body: T } | Extract<Result<never>, { ok: false }>): T {
  if (result.ok) return result.body
  throw new RefusedError(result.problem)
}
