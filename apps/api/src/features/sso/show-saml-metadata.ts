import type { showSamlMetadata as contract } from '@rekey/contracts/sso'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findSsoConnection } from '../../models/sso-connections.ts'
import { openSaml } from './saml.ts'

/** GET /sso/{id}/metadata. Also while the connection is off: the provider is told of us first. */
export const showSamlMetadata: Verb<typeof contract> = async ({ params }, deps) => {
  const connection = await findSsoConnection(deps.db, deps.keys, params.id)
  if (connection?.protocol !== 'saml') throw new Problem('not-found')
  const saml = openSaml(deps.config, connection, { requestId: `_${connection.id}` })
  return { status: 200, body: saml.generateServiceProviderMetadata(null) }
}
