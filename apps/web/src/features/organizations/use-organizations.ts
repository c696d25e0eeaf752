import type { listOrganizations } from '@rekey/contracts/organizations'
import { useQueryClient } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'
import { useList } from '../../console-kit/use-list.ts'
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

/** After an action, fetches the organizations again, and the users, who show their names. */
export function useAskAnew() {
  const queries = useQueryClient()
  return () => {
    for (const queryKey of [['organizations'], ['users'], ['user'], ['audit']]) {
      void queries.invalidateQueries({ queryKey })
    }
  }
}
