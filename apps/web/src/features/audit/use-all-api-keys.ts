import type { listApiKeys } from '@rekey/contracts/api-keys'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'
import { askAll } from '../../console-kit/ask-all.ts'
import { useCaller } from '../../console-kit/use-caller.ts'

/** The API keys that may have done something. Callers who may not see keys get none. */
export function useAllApiKeys(isWanted: boolean) {
  const { may } = useCaller()
  return useQuery({
    queryKey: ['api-keys', 'all'],
    enabled: isWanted && may('api-keys.write'),
    queryFn: ({ signal }) =>
      askAll((query) => ask<typeof listApiKeys>('GET /api-keys', { query, signal })),
  })
}
