import type { inspectSsoLink as contract } from '@rekey/contracts/sso'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findMailedLink } from '../../models/sso-links.ts'

/**
 * POST /sso-links/inspect. It changes nothing, so link scanners may open a link any number of
 * times.
 */
export const inspectSsoLink: Verb<typeof contract> = async ({ body }, deps) => {
  const link = await findMailedLink(deps, body.token)
  if (!link) throw new Problem('reset-link-invalid')
  const { username, connectionName, triesLeft } = link
  const expiresAt = link.expiresAt?.toISOString() ?? null
  return { status: 200, body: { username, connectionName, expiresAt, triesLeft } }
}
