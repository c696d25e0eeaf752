import type { showOrganization } from '@rekey/contracts/organizations'
import { useQuery } from '@tanstack/react-query'
import { ask } from './ask.ts'

/** One organization. @param id null to fetch none */
export const useOrganization = (id: string | null) =>
  useQuery({
    queryKey: ['organizations', 'one', id],
    enabled: id !== null,
    queryFn: ({ signal }) =>
      ask<typeof showOrganization>('GET /organizations/{id}', { params: { id: id ?? '' }, signal }),
  })
