import type { showWebhook } from '@rekey/contracts/webhooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'
import { useFetchAgain } from '../../console-kit/use-fetch-again.ts'

export const useWebhook = (id: string) =>
  useQuery({
    queryKey: ['webhook', id],
    queryFn: ({ signal }) =>
      ask<typeof showWebhook>('GET /webhooks/{id}', { params: { id }, signal }),
  })

/** After an action, fetches the webhooks and their deliveries again. */
export const useAskAnew = () => useFetchAgain('webhooks', 'webhook', 'deliveries')
