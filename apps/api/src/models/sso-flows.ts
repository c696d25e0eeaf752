import { createHmac, randomBytes } from 'node:crypto'
import { later, second } from '../lib/clock.ts'
import type { Database, Transaction } from '../lib/database.ts'
import { hashSecret } from './sessions.ts'

/** How long the way to a provider and back may take, and the proof that follows a first sign-in. */
export const flowSeconds = 600

/** `link`: back from the provider, and about to prove who they are here. */
export type FlowPurpose = 'sign-in' | 'test' | 'link'

type NewFlow = {
  readonly connectionId: string
  readonly purpose: FlowPurpose
  /** Of purpose link: whom this browser signed in as at the provider. */
  readonly identityId?: string
  /** Of purpose test: who tests. */
  readonly userId?: string | null
  /** A path of ours. */
  readonly returnTo: string | null
  /** The provider must ask for the password again. */
  readonly again?: boolean
  readonly at: Date
}

/** 256 random bits. */
export const newFlowSecret = () => randomBytes(32).toString('base64url')

/** What a flow shows to the provider. */
export type FlowSecrets = {
  /** OIDC's `state`, SAML's `RelayState`. */
  readonly state: string
  readonly nonce: string
  /** PKCE (RFC 7636, 4.1): 43 characters. */
  readonly codeVerifier: string
  /** The ID of SAML's request, an XML name. */
  readonly requestId: string
}

/**
 * All that a flow shows to the provider is derived from the secret in the browser's cookie, and
 * the row holds only that secret's SHA-256: nothing in the database finishes a flow.
 */
export function deriveFlow(secret: string): FlowSecrets {
  const derive = (label: string) => createHmac('sha256', secret).update(`rekey/sso/${label}`)
  return {
    state: derive('state').digest('base64url'),
    nonce: derive('nonce').digest('base64url'),
    codeVerifier: derive('code-verifier').digest('base64url'),
    requestId: `_${derive('request-id').digest('hex')}`,
  }
}

/** Whether a text has the form of a flow's state or request: then some browser was sent with it. */
export const isOfAFlow = (text: string) => /^([\w-]{43}|_[0-9a-f]{64})$/.test(text)

/** Writes a flow down, good once and for ten minutes. */
export async function issueFlow(
  db: Database | Transaction,
  secret: string,
  { identityId, userId = null, at, ...flow }: NewFlow,
): Promise<void> {
  await db.ssoFlow.create({
    data: {
      ...flow,
      secretHash: hashSecret(secret),
      identityId: identityId ?? null,
      userId,
      createdAt: at,
      expiresAt: later(at, flowSeconds * second),
    },
    select: { connectionId: true },
  })
}

export type Flow = {
  readonly connectionId: string
  readonly purpose: FlowPurpose
  readonly identityId: string | null
  readonly userId: string | null
  readonly returnTo: string | null
  readonly again: boolean
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** Takes a flow that isn't over, so that nobody else can; null: there is none, or none any more. */
export async function consumeFlow(
  db: Database | Transaction,
  secret: string,
  purposes: readonly FlowPurpose[],
  at: Date,
): Promise<Flow | null> {
  const [flow] = await db.$queryRaw<Flow[]>`
    DELETE FROM sso_flows
    WHERE secret_hash = ${hashSecret(secret)} AND purpose = ANY(${[...purposes]})
      AND expires_at > ${at}
    RETURNING connection_id AS "connectionId", purpose, identity_id AS "identityId",
      user_id AS "userId", return_to AS "returnTo", again, created_at AS "createdAt",
      expires_at AS "expiresAt"`
  return flow ?? null
}
