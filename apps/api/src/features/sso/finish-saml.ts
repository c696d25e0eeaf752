import type { finishSaml as contract } from '@rekey/contracts/sso'
import type { Verb } from '../../http/routes.ts'
import { finishFlow } from './finish-flow.ts'
import { readSamlAnswer } from './read-saml-answer.ts'
import { SsoRefusal } from './sso-refusal.ts'

/**
 * POST /sso/{id}/acs. A form that the provider's page posts. An answer that nobody asked for is
 * refused: a sign-in that begins at the provider could be anybody's (SAML profiles, 4.1.5).
 */
export const finishSaml: Verb<typeof contract> = async (input, deps) => {
  const { SAMLResponse: encoded, RelayState: state } = input.body
  const back = { ...input, connectionId: input.params.id, state }
  return finishFlow(deps, back, async (connection, { requestId }) => {
    if (connection.protocol !== 'saml') throw new SsoRefusal('flow-unknown', 'wrong-protocol')
    return readSamlAnswer(deps, connection, requestId, encoded)
  })
}
