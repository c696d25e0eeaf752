import type { startSso as contract } from '@rekey/contracts/sso'
import type { Deps } from '../../deps.ts'
import type { Cookie } from '../../http/cookies.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { findBrowserSession } from '../../models/find-session.ts'
import { plainIssuer } from '../../models/plain-issuer.ts'
import { endpointsOf, findSsoConnection, type SsoConnection } from '../../models/sso-connections.ts'
import { deriveFlow, type FlowSecrets, issueFlow, newFlowSecret } from '../../models/sso-flows.ts'
import { flowCookie, readBegunFlows, withSession } from './flow-cookie.ts'
import { oidcSignInUrl } from './oidc.ts'
import { ownPath, ownPathIn } from './own-path.ts'
import { refuseFlow } from './refuse-flow.ts'
import { openSaml } from './saml.ts'
import { SsoRefusal } from './sso-refusal.ts'

/**
 * GET /sso/{id}/start. Leads to the provider, with a one-use cookie that binds the way back to this
 * browser. The provider is reached before anything is written.
 */
export const startSso: Verb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const testerId = input.query.test ? await requireTester(input, deps) : null
  const connection = await findSsoConnection(deps.db, deps.keys, id)
  try {
    if (!connection || (!connection.enabled && testerId === null)) {
      throw new SsoRefusal('connection-off')
    }
    const { iss, username = input.query.login_hint } = input.query
    if (iss !== undefined && !isIssuer(connection, iss)) {
      throw new SsoRefusal('flow-unknown', 'wrong-issuer')
    }
    const again = input.query.again !== undefined
    const secret = newFlowSecret()
    const location = await signInUrl(deps, connection, deriveFlow(secret), { username, again })
    await issueFlow(deps.db, secret, {
      connectionId: id,
      purpose: testerId === null ? 'sign-in' : 'test',
      userId: testerId,
      returnTo: returnToOf(input, deps),
      again,
      at: deps.clock.now(),
    })
    return { status: 303, body: null, location, cookies: [cookieOf(connection, secret, input)] }
  } catch (error) {
    if (!(error instanceof SsoRefusal)) throw error
    const way = { connectionId: id, isKnown: connection !== null, testerId }
    return { status: 303, body: null, location: await refuseFlow(deps, way, error, input) }
  }
}

/** The provider that sends somebody here must be the one that this leads to. */
const isIssuer = ({ issuer }: SsoConnection, said: string) =>
  plainIssuer(said) === plainIssuer(issuer)

const returnToOf = ({ query }: Input<typeof contract>, { config: { publicUrl } }: Deps) =>
  ownPath(query.returnTo, publicUrl) ?? ownPathIn(query.target_link_uri, publicUrl)

/** @throws Problem not-signed-in, not-permitted */
async function requireTester({ cookies }: Input<typeof contract>, deps: Deps): Promise<string> {
  const session = cookies.session ? await findBrowserSession(deps, cookies.session) : null
  if (!session || session.mustChangePassword) throw new Problem('not-signed-in')
  if (!session.permissions.includes('sso.write')) throw new Problem('not-permitted')
  return session.user.id
}

async function signInUrl(
  { config }: Deps,
  connection: SsoConnection,
  secrets: FlowSecrets,
  asking: { readonly username: string | undefined; readonly again: boolean },
): Promise<string> {
  if (connection.protocol === 'oidc') {
    const { callback } = endpointsOf(config.publicUrl, connection.id)
    return oidcSignInUrl(connection, secrets, callback, asking)
  }
  const { state, requestId } = secrets
  const saml = openSaml(config, connection, { requestId, again: asking.again })
  return saml.getAuthorizeUrlAsync(state, undefined, {})
}

/** The flows of other tabs stay in it. */
function cookieOf(
  { protocol }: SsoConnection,
  secret: string,
  { cookies }: Input<typeof contract>,
): Cookie {
  const begun = { secret, sessionHash: null, protocol }
  return flowCookie(withSession([begun, ...readBegunFlows(cookies['sso-flow'])], cookies.session))
}
