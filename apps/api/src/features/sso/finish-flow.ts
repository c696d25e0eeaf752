import type { Deps } from '../../deps.ts'
import { later, minute } from '../../lib/clock.ts'
import { isSame } from '../../lib/keyring.ts'
import { findSsoConnection, type SsoConnection } from '../../models/sso-connections.ts'
import { consumeFlow, deriveFlow, type Flow, type FlowSecrets } from '../../models/sso-flows.ts'
import type { Claims } from './claims.ts'
import type { Coming } from './coming.ts'
import { type Ending, endAt } from './ending.ts'
import { type BegunFlow, readBegunFlows } from './flow-cookie.ts'
import { recordTest } from './record-test.ts'
import { refuseFlow } from './refuse-flow.ts'
import { requireOwnedAddress } from './require-owned-address.ts'
import { signInByIdentity } from './sign-in-by-identity.ts'
import { SsoRefusal } from './sso-refusal.ts'

type Back = Coming & {
  readonly connectionId: string
  /** `state`, or `RelayState`, unchanged. */
  readonly state: string | undefined
  /** SAML: the id of the request that the answer names. */
  readonly inResponseTo?: string | undefined
}

type Read = (connection: SsoConnection, secrets: FlowSecrets) => Promise<Claims>

/**
 * The way back from a provider, whatever it speaks. The flow must be this browser's (its cookie),
 * this answer's (the state, derived from the cookie), living, and not come back before; only then
 * is the answer read. @param read judges the answer; throws SsoRefusal
 */
export async function finishFlow(deps: Deps, back: Back, read: Read): Promise<Ending> {
  const { connectionId } = back
  const connection = await findSsoConnection(deps.db, deps.keys, connectionId)
  let own: OwnFlow | null = null
  let claims: Claims | null = null
  try {
    if (!connection) throw new SsoRefusal('connection-off')
    own = await takeOwnFlow(deps, back)
    const { flow, secrets, sessionHash, others } = own
    if (!connection.enabled && flow.purpose !== 'test') throw new SsoRefusal('connection-off')
    claims = await read(connection, secrets)
    requireAnew(flow, claims, deps.clock.now())
    if (flow.purpose === 'test') return endAt(await passTest(deps, flow, claims, back), others)
    const signingIn = { connectionId, claims, flow, sessionHash }
    const { location, cookies } = await signInByIdentity(deps, signingIn, back)
    return endAt(location, others, cookies)
  } catch (error) {
    if (!(error instanceof SsoRefusal)) throw error
    const testerId = own?.flow.purpose === 'test' ? own.flow.userId : null
    const way = { connectionId, isKnown: connection !== null, testerId, claims }
    const location = await refuseFlow(deps, way, error, back)
    return own ? endAt(location, own.others) : { status: 303, body: null, location, cookies: [] }
  }
}

type OwnFlow = Pick<BegunFlow, 'sessionHash'> & {
  readonly flow: Flow
  readonly secrets: FlowSecrets
  /** The flows of this browser that are still on the way. */
  readonly others: readonly BegunFlow[]
}

/** The flow that is answered can't be used again. @throws SsoRefusal flow-unknown */
async function takeOwnFlow(deps: Deps, back: Back): Promise<OwnFlow> {
  const flows = readBegunFlows(back.cookies['sso-flow'])
  const { begun, secrets } = requireAnswered(flows, back)
  const flow = await requireFlow(deps, begun.secret, back.connectionId)
  const others = flows.filter((other) => other !== begun)
  return { flow, secrets, sessionHash: begun.sessionHash, others }
}

/**
 * Nobody is signed in with an answer that was fetched in another browser (RFC 6749, 10.12). Some
 * SAML providers lose the state or send their own; then the id of our request in the answer proves
 * the same. It comes first, because some send the newest state of a browser with each answer.
 * All flows are compared, so the time doesn't say which one it is.
 */
function requireAnswered(flows: readonly BegunFlow[], { state, inResponseTo }: Back) {
  if (flows.length === 0) throw new SsoRefusal('flow-unknown', 'no-cookie')
  const compared = flows.map((begun) => {
    const secrets = deriveFlow(begun.secret)
    return {
      begun,
      secrets,
      isRequest: isSame(Buffer.from(secrets.requestId), Buffer.from(inResponseTo ?? '')),
      isState: isSame(Buffer.from(secrets.state), Buffer.from(state ?? '')),
    }
  })
  const own = compared.find((one) => one.isRequest) ?? compared.find((one) => one.isState)
  if (!own) throw new SsoRefusal('flow-unknown', 'wrong-state')
  return own
}

async function requireFlow({ db, clock }: Deps, secret: string, connectionId: string) {
  const flow = await consumeFlow(db, secret, ['sign-in', 'test'], clock.now())
  if (!flow) throw new SsoRefusal('flow-unknown', 'over-or-used')
  if (flow.connectionId !== connectionId) throw new SsoRefusal('flow-unknown', 'wrong-connection')
  return flow
}

/**
 * Where a new sign-in was asked for, the provider must say that there was one since the flow began:
 * many just send the browser back (OpenID Connect Core, 3.1.3.7, no. 13). @throws SsoRefusal
 */
function requireAnew({ again, createdAt }: Flow, { signedInMsAgo }: Claims, now: Date): void {
  if (!again) return
  if (signedInMsAgo === null) throw new SsoRefusal('sign-in-not-repeated', 'no-time')
  if (later(now, -signedInMsAgo) >= later(createdAt, -minute)) return
  throw new SsoRefusal('sign-in-not-repeated', 'too-old')
}

/** @returns the connection's page */
async function passTest(
  deps: Deps,
  { connectionId, userId }: Flow,
  claims: Claims,
  back: Back,
): Promise<string> {
  await requireOwnedAddress(deps.db, connectionId, claims)
  const test = { connectionId, testerId: userId ?? '', refusal: null, claims }
  return recordTest(deps, test, back)
}
