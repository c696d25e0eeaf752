import type { changeSsoConnection, SsoConnection } from '@rekey/contracts/sso-connections'
import type { Result } from '../../api.ts'
import { useVerb } from '../../console-kit/use-verb.ts'
import { useTakeAnswer } from './use-sso-connections.ts'

/**
 * Sends one action on a provider. The answer contains the provider's new state, which is shown at
 * once.
 */
export function useConnectionAct(
  send: () => Promise<Result<typeof changeSsoConnection>>,
  onDone: (connection: SsoConnection) => void,
) {
  const takeAnswer = useTakeAnswer()
  return useVerb<typeof changeSsoConnection>(send, (connection) => {
    takeAnswer(connection)
    onDone(connection)
  })
}
