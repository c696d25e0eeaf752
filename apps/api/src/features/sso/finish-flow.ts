import type { Deps } from '../../deps.ts'
import { later, minute } from '../../lib/clock.ts'
import { isSame } from '../../lib/keyring.ts'
import { findSsoConnection, type SsoConnection } from '../../models/sso-connections.ts'
import { consumeFlow, deriveFlow, type Flow, type FlowSecrets } from '../../models/sso-flows.ts'
import type { Claims } from './claims.ts'
import type { Coming } from './coming.ts'
import { type Ending, endAt } from './ending.ts'
import { readFlowCookie } from './flow-cookie.ts'
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
  let flow: Flow | null = null
  let claims: Claims | null = null
  try {
    if (!connection) throw new SsoRefusal('connection-off')
    const { secret, sessionHash } = readFlowCookie(back.cookies['sso-flow'] ?? '')
    const secrets = requireState(secret, back)
    flow = await requireFlow(deps, secret, connectionId)
    if (!connection.enabled && flow.purpose !== 'test') throw new SsoRefusal('connection-off')
    claims = await read(connection, secrets)
    requireAnew(flow, claims, deps.clock.now())
    return flow.purpose === 'test'
      ? await endTest(deps, flow, claims, back)
      : await signInByIdentity(deps, { connectionId, claims, flow, sessionHash }, back)
  } catch (error) {
    if (!(error instanceof SsoRefusal)) throw error
    const testerId = flow?.purpose === 'test' ? flow.userId : null
    const way = { connectionId, isKnown: connection !== null, testerId, claims }
    const location = await refuseFlow(deps, way, error, back)
    return flow ? endAt(location) : { status: 303, body: null, location, cookies: [] }
  }
}

/**
 * Nobody is signed in with an answer that was fetched in another browser (RFC 6749, 10.12). Some
 * SAML providers lose the state or send their own; then the id of our request in the answer proves
 * the same.
 */
function requireState(secret: string, { state, inResponseTo }: Back): FlowSecrets {
  if (secret === '') throw new SsoRefusal('flow-unknown', 'no-cookie')
  const secrets = deriveFlow(secret)
  const isEither = [
    isSame(Buffer.from(secrets.state), Buffer.from(state ?? '')),
    isSame(Buffer.from(secrets.requestId), Buffer.from(inResponseTo ?? '')),
  ].includes(true)
  if (!isEither) throw new SsoRefusal('flow-unknown', 'wrong-state')
  return secrets
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

async function endTest(
  deps: Deps,
  { connectionId, userId }: Flow,
  claims: Claims,
  back: Back,
): Promise<Ending> {
  await requireOwnedAddress(deps.db, connectionId, claims)
  const test = { connectionId, testerId: userId ?? '', refusal: null, claims }
  return endAt(await recordTest(deps, test, back))
}
