import type { showSsoConnection as contract } from '@rekey/contracts/sso-connections'
import type { Verb } from '../../http/routes.ts'
import { requireShownConnection } from './shown-connection.ts'

/** GET /sso-connections/{id}. */
export const showSsoConnection: Verb<typeof contract> = async ({ params }, deps) => ({
  status: 200,
  body: await requireShownConnection(deps, params.id),
})
