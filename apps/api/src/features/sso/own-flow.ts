import type { finishSaml } from '@rekey/contracts/sso'
import type { Deps } from '../../deps.ts'
import type { Input } from '../../http/routes.ts'
import { findSsoConnection } from '../../models/sso-connections.ts'
import { isOfAFlow } from '../../models/sso-flows.ts'
import type { Ending } from './ending.ts'
import { ownPathIn } from './own-path.ts'

type Call = Pick<Input<typeof finishSaml>, 'params' | 'body'>

/**
 * An answer without a request of ours comes from a tile on the provider's own page. It could be
 * anyone's, so nothing in it is trusted: the browser starts a flow of ours at that provider (SAML
 * profiles, 4.1.5). An answer to a request of ours never starts one, since a browser without
 * cookies would loop. Strangers can't cause any writes.
 * @param requestIds the requests that the answer names
 * @returns null: it may be an answer to us
 */
export async function beginOwnFlow(
  { db, keys, config }: Deps,
  { params: { id }, body: { RelayState: relayState } }: Call,
  requestIds: readonly string[],
): Promise<Ending | null> {
  if ([relayState ?? '', ...requestIds].some(isOfAFlow)) return null
  const connection = await findSsoConnection(db, keys, id)
  if (connection?.protocol !== 'saml' || !connection.enabled) {
    return leadTo('/sso/failed', { reason: 'connection-off', connection: id })
  }
  const returnTo = ownPathIn(relayState, config.publicUrl)
  return leadTo(`/api/v1/sso/${id}/start`, returnTo === null ? {} : { returnTo })
}

/**
 * A flow that this browser has begun continues, because the tile may have been pressed for another
 * one.
 */
function leadTo(path: string, query: Record<string, string>): Ending {
  const search = new URLSearchParams(query).toString()
  return { status: 303, body: null, location: search ? `${path}?${search}` : path, cookies: [] }
}
