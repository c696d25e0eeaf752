import type { showWebhook } from '@rekey/contracts/webhooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'

export const useWebhook = (id: string) =>
  useQuery({
    queryKey: ['webhook', id],
    queryFn: ({ signal }) =>
      ask<typeof showWebhook>('GET /webhooks/{id}', { params: { id }, signal }),
  })

/** After an action, fetches the webhooks again, their deliveries, and the audit log. */
export function useAskAnew() {
  const queries = useQueryClient()
  return () => {
    for (const queryKey of [['webhooks'], ['webhook'], ['deliveries'], ['audit']]) {
      void queries.invalidateQueries({ queryKey })
    }
  }
}
