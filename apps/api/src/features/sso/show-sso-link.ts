import type { showSsoLink as contract } from '@rekey/contracts/sso'
import type { Verb } from '../../http/routes.ts'
import { requireBrowserLink } from './require-browser-link.ts'

/** GET /sso-links/current. Says no more than this browser's own sign-in at the provider did. */
export const showSsoLink: Verb<typeof contract> = async (input, deps) => {
  const link = await requireBrowserLink(deps, input)
  const { username, connectionName, isRequired } = link
  const expiresAt = link.expiresAt.toISOString()
  return { status: 200, body: { username, connectionName, expiresAt, takesPassword: !isRequired } }
}
