import type { Deps } from '../../deps.ts'
import type { User } from '../../generated/prisma/client.ts'
import type { Cookie } from '../../http/cookies.ts'
import type { Transaction } from '../../lib/database.ts'
import { isUniqueViolation } from '../../lib/is-unique-violation.ts'
import { isConnectionOn } from '../../models/sso-connections.ts'
import { type Flow, flowSeconds, issueFlow, newFlowSecret } from '../../models/sso-flows.ts'
import { claimIdentity, findLinkedUser } from '../../models/sso-identities.ts'
import { usernameKey } from '../../models/username-key.ts'
import { addUserOfProvider } from './add-user-of-provider.ts'
import type { Claims } from './claims.ts'
import type { Coming } from './coming.ts'
import type { Ending } from './ending.ts'
import { openSession } from './open-session.ts'
import { requireOwnedAddress } from './require-owned-address.ts'
import { SsoRefusal } from './sso-refusal.ts'

type SigningIn = {
  readonly connectionId: string
  readonly claims: Claims
  readonly flow: Flow
  /** Of the session that this browser had. */
  readonly sessionHash: Uint8Array<ArrayBuffer> | null
}

/** Somebody else was faster so often: it can't be chance. */
const mostTries = 4

/**
 * Signs in whom a provider means: the user who was linked with that subject, or else one of that
 * address, who must prove to be it, or else one who is made. Of two first sign-ins at once one
 * makes the user, and the other one finds it. @throws SsoRefusal
 */
export async function signInByIdentity(
  deps: Deps,
  signingIn: SigningIn,
  coming: Coming,
): Promise<Pick<Ending, 'location' | 'cookies'>> {
  for (let tries = 1; ; tries += 1) {
    try {
      const ending = await deps.db.$transaction((tx) => tryOnce(tx, deps, signingIn, coming))
      if (ending) return ending
    } catch (error) {
      if (!isUniqueViolation(error) || tries >= mostTries) throw error
    }
    if (tries >= mostTries) throw new SsoRefusal('flow-unknown', 'overtaken')
  }
}

/** @returns null: somebody else was faster */
async function tryOnce(tx: Transaction, deps: Deps, signingIn: SigningIn, coming: Coming) {
  const { connectionId, claims } = signingIn
  const at = deps.clock.now()
  if (!(await isConnectionOn(tx, connectionId))) throw new SsoRefusal('connection-off')
  const subject = { connectionId, issuer: claims.issuer, subject: claims.subject }
  const linked = await findLinkedUser(tx, subject)
  if (linked) return enter(tx, deps, linked, signingIn, coming)
  const email = await requireOwnedAddress(tx, connectionId, claims)
  const user = await findUsableUser(tx, email)
  if (user) {
    const identityId = await claimIdentity(tx, subject, user.id, { at, linkedAt: null })
    return identityId && askForProof(tx, signingIn, identityId, at)
  }
  const made = await addUserOfProvider(tx, { ...claims, connectionId, email }, coming, at)
  const claimed = await claimIdentity(tx, subject, made.id, { at, linkedAt: at })
  if (!claimed) throw new SsoRefusal('flow-unknown', 'overtaken')
  return enter(tx, deps, made, signingIn, coming)
}

/** Of that username alone: an `emailTo` is where mail goes, not who somebody is. */
async function findUsableUser(tx: Transaction, email: string): Promise<{ id: string } | null> {
  const [user] = await tx.$queryRaw<Pick<User, 'id' | 'status' | 'kind'>[]>`
    SELECT id, status, kind FROM users
    WHERE username_key = ${usernameKey(email)} AND deleted_at IS NULL
    FOR NO KEY UPDATE`
  if (user && (user.status !== 'active' || user.kind === 'device')) {
    throw new SsoRefusal(
      'account-not-usable',
      user.kind === 'device' ? 'device' : 'deactivated',
      user.id,
    )
  }
  return user ?? null
}

async function enter(
  tx: Transaction,
  deps: Deps,
  user: { id: string; username: string },
  { connectionId, claims, flow, sessionHash }: SigningIn,
  coming: Coming,
) {
  const opening = { connectionId, sessionHash, signedInMsAgo: claims.signedInMsAgo }
  const session = await openSession(tx, deps, user, opening, coming)
  return { location: flow.returnTo ?? '/', cookies: [session.cookie] }
}

/** The address alone proves nothing: the provider's administrators can give it to any user. */
async function askForProof(
  tx: Transaction,
  { connectionId, flow: { returnTo } }: SigningIn,
  identityId: string,
  at: Date,
) {
  const secret = newFlowSecret()
  await issueFlow(tx, secret, { connectionId, purpose: 'link', identityId, returnTo, at })
  const cookie: Cookie = { name: 'sso-link', value: secret, maxAgeSeconds: flowSeconds }
  return { location: '/sso/link', cookies: [cookie] }
}
