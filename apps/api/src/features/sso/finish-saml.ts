import type { finishSaml as contract } from '@rekey/contracts/sso'
import type { Verb } from '../../http/routes.ts'
import { readElements } from '../../lib/read-elements.ts'
import { decodeAnswer } from './decode-answer.ts'
import { finishFlow } from './finish-flow.ts'
import { beginOwnFlow } from './own-flow.ts'
import { readSamlAnswer } from './read-saml-answer.ts'
import { SsoRefusal } from './sso-refusal.ts'

/**
 * POST /sso/{id}/acs. The provider's page posts this form. It counts only if this browser requested
 * it.
 */
export const finishSaml: Verb<typeof contract> = async (input, deps) => {
  const { SAMLResponse: encoded, RelayState: state } = input.body
  const requestIds = await findRequestIds(decodeAnswer(encoded))
  const begun = requestIds && (await beginOwnFlow(deps, input, requestIds))
  if (begun) return begun
  const back = { ...input, connectionId: input.params.id, state, inResponseTo: requestIds?.[0] }
  return finishFlow(deps, back, async (connection, { requestId }) => {
    if (connection.protocol !== 'saml') throw new SsoRefusal('flow-unknown', 'wrong-protocol')
    return readSamlAnswer(deps, connection, requestId, encoded)
  })
}

/** The request that an answer names, before the answer is trusted. Null: it isn't an answer. */
async function findRequestIds(xml: string): Promise<string[] | null> {
  const elements = xml.includes('<!') ? null : await readElements(xml)
  if (elements?.[0]?.name !== 'Response') return null
  return elements.flatMap(({ attributes }) => attributes.InResponseTo || [])
}
