import type { showApiKey } from '@rekey/contracts/api-keys'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'

export const useApiKey = (id: string) =>
  useQuery({
    queryKey: ['api-key', id],
    queryFn: ({ signal }) =>
      ask<typeof showApiKey>('GET /api-keys/{id}', { params: { id }, signal }),
  })

/** After an action, fetches the keys again, and the audit log, which names what was done. */
export function useAskAnew() {
  const queries = useQueryClient()
  return () => {
    for (const queryKey of [['api-keys'], ['api-key'], ['audit']]) {
      void queries.invalidateQueries({ queryKey })
    }
  }
}
