import type {
  listSsoConnections,
  SsoConnection,
  showSsoConnection,
} from '@rekey/contracts/sso-connections'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'
import { useFetchAgain } from '../../console-kit/use-fetch-again.ts'
import { useList } from '../../console-kit/use-list.ts'

/** The largest page that the API allows. No installation has so many providers. */
export const mostShown = 100

/** Every identity provider, by name. */
export const useSsoConnections = () =>
  useList<typeof listSsoConnections>('GET /sso-connections', 'sso-connections', {
    limit: `${mostShown}`,
  })

const keyOf = (id: string) => ['sso-connection', id]

export const useSsoConnection = (id: string) =>
  useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) =>
      ask<typeof showSsoConnection>('GET /sso-connections/{id}', { params: { id }, signal }),
  })

/** After an action, shows its answer and fetches other data about the provider again. */
export function useTakeAnswer() {
  const queries = useQueryClient()
  const fetchAgain = useFetchAgain('sso-connections')
  return (connection: SsoConnection | null) => {
    if (connection) queries.setQueryData(keyOf(connection.id), connection)
    fetchAgain()
  }
}
