import type { showApiKey } from '@rekey/contracts/api-keys'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'
import { useFetchAgain } from '../../console-kit/use-fetch-again.ts'

export const useApiKey = (id: string) =>
  useQuery({
    queryKey: ['api-key', id],
    queryFn: ({ signal }) =>
      ask<typeof showApiKey>('GET /api-keys/{id}', { params: { id }, signal }),
  })

/** After an action, fetches the keys again. */
export const useAskAnew = () => useFetchAgain('api-keys', 'api-key')
