import type { listOrganizations, showOrganization } from '@rekey/contracts/organizations'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../console/ask.ts'
import { useList } from '../console/use-list.ts'
import type { OrganizationsView } from './organizations-url.ts'

/** The organizations of a view, by name. */
export function useOrganizations(view: OrganizationsView) {
  const { list: organizations, ...rest } = useList({
    queryKey: ['organizations', view],
    queryFn: ({ signal }) =>
      ask<typeof listOrganizations>('GET /organizations', { query: view, signal }),
  })
  return { organizations, ...rest }
}

export type FoundOrganizations = ReturnType<typeof useOrganizations>

/** @param id null: none is asked for */
export const useOrganization = (id: string | null) =>
  useQuery({
    queryKey: ['organizations', 'one', id],
    enabled: id !== null,
    queryFn: ({ signal }) =>
      ask<typeof showOrganization>('GET /organizations/{id}', { params: { id: id ?? '' }, signal }),
  })

/** After an act: organizations are asked for anew, and the users who show their names. */
export function useAskAnew() {
  const queries = useQueryClient()
  return () => {
    for (const queryKey of [['organizations'], ['users'], ['user'], ['audit']]) {
      void queries.invalidateQueries({ queryKey })
    }
  }
}
