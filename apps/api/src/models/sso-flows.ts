import { createHmac, randomBytes } from 'node:crypto'
import { later, second } from '../lib/clock.ts'
import type { Database, Transaction } from '../lib/database.ts'
import { hashSecret } from './sessions.ts'

/**
 * How long a person may take to go to the provider and back, and to prove who they are after a
 * first sign-in.
 */
export const flowSeconds = 600

/** `link`: the person is back from the provider and is about to prove who they are here. */
export type FlowPurpose = 'sign-in' | 'test' | 'link'

type NewFlow = {
  readonly connectionId: string
  readonly purpose: FlowPurpose
  /** Of purpose link: the identity that this browser signed in with at the provider. */
  readonly identityId?: string
  /** Of purpose test: the user who tests the connection. */
  readonly userId?: string | null
  /** A path on our own site. */
  readonly returnTo: string | null
  /** True: the provider must ask for the password again. */
  readonly again?: boolean
  readonly at: Date
}

/** 256 random bits. */
export const newFlowSecret = () => randomBytes(32).toString('base64url')

/** The values of a flow that the provider sees. */
export type FlowSecrets = {
  /** OIDC's `state`, SAML's `RelayState`. */
  readonly state: string
  readonly nonce: string
  /** PKCE (RFC 7636, 4.1): 43 characters. */
  readonly codeVerifier: string
  /** The ID of the SAML request, an XML name. */
  readonly requestId: string
}

/**
 * Every value of a flow that the provider sees is derived from the secret in the browser's cookie.
 * The row contains only the secret's SHA-256, so nobody can finish a flow with what the database
 * holds.
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

/**
 * Whether a text looks like the state or request of a flow: then a browser was sent to the provider
 * with it.
 */
export const isOfAFlow = (text: string) => /^([\w-]{43}|_[0-9a-f]{64})$/.test(text)

/** Stores a flow, which can be used once and within ten minutes. */
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

/** Takes a flow that hasn't expired, so that it can't be used again; null: there is none. */
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
