import type { listRoles, showRole } from '@rekey/contracts/roles'
import { useQuery } from '@tanstack/react-query'
import { ask } from './ask.ts'
import { askAll } from './ask-all.ts'
import { useFetchAgain } from './use-fetch-again.ts'

/** @param id null to fetch none */
export const useRole = (id: string | null) =>
  useQuery({
    queryKey: ['roles', 'one', id],
    enabled: id !== null,
    queryFn: ({ signal }) =>
      ask<typeof showRole>('GET /roles/{id}', { params: { id: id ?? '' }, signal }),
  })

/** All roles, for a choice. @param enabled false for users who may not see roles */
export const useAllRoles = (enabled: boolean) =>
  useQuery({
    queryKey: ['roles', 'all'],
    enabled,
    queryFn: ({ signal }) =>
      askAll((query) => ask<typeof listRoles>('GET /roles', { query, signal })),
  })

/** After an action, fetches the roles again, and the users, who show the names of roles. */
export const useAskAnew = () => useFetchAgain('roles', 'users', 'user')
