import type { finishOidc as contract } from '@rekey/contracts/sso'
import type { Verb } from '../../http/routes.ts'
import { endpointsOf } from '../../models/sso-connections.ts'
import { finishFlow } from './finish-flow.ts'
import { readOidcAnswer } from './oidc.ts'
import { SsoRefusal } from './sso-refusal.ts'

/**
 * GET /sso/{id}/callback. The provider's answer is in the query; whatever else is there is left
 * out.
 */
export const finishOidc: Verb<typeof contract> = async (input, deps) => {
  const connectionId = input.params.id
  const { state, code, error, iss } = input.query
  const answer = new URL(endpointsOf(deps.config.publicUrl, connectionId).callback)
  for (const [name, value] of Object.entries({ state, code, error, iss })) {
    if (value !== undefined) answer.searchParams.set(name, value)
  }
  return finishFlow(deps, { ...input, connectionId, state }, async (connection, secrets) => {
    if (connection.protocol !== 'oidc') throw new SsoRefusal('flow-unknown', 'wrong-protocol')
    return readOidcAnswer(connection, secrets, answer)
  })
}
