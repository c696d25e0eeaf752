import type { Database, Transaction } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'

type Common = {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
  /** OIDC: the issuer's URL. SAML: the provider's entity id. */
  readonly issuer: string
  readonly resetUrl: string | null
}

export type OidcConnection = Common & {
  readonly protocol: 'oidc'
  readonly clientId: string
  /** Null: a public client, or its server key is gone. */
  readonly clientSecret: string | null
}

export type SamlConnection = Common & {
  readonly protocol: 'saml'
  readonly signInUrl: string
  /** PEM; each is good, so that the provider can change over. */
  readonly certificates: readonly string[]
}

/** An identity provider, as whoever talks to it needs it: its secret unsealed. */
export type SsoConnection = OidcConnection | SamlConnection

export async function findSsoConnection(
  db: Database | Transaction,
  keys: Keyring,
  id: string,
): Promise<SsoConnection | null> {
  const row = await db.ssoConnection.findUnique({ where: { id } })
  if (!row) return null
  const { name, enabled, issuer, resetUrl, clientId, signInUrl, certificates } = row
  const common = { id, name, enabled, issuer, resetUrl }
  if (row.protocol === 'oidc' && clientId !== null) {
    const clientSecret = row.clientSecret && keys.unseal('client-secret', row.clientSecret)
    return { ...common, protocol: 'oidc', clientId, clientSecret }
  }
  if (signInUrl === null) throw new Error(`SSO connection ${id} has no sign-in URL`)
  return { ...common, protocol: 'saml', signInUrl, certificates }
}

/** The addresses of ours that a provider, and a browser on its way there, must know. */
export const endpointsOf = (publicUrl: string, id: string) => {
  const base = `${publicUrl}/api/v1/sso/${id}`
  return {
    start: `${base}/start`,
    callback: `${base}/callback`,
    acs: `${base}/acs`,
    metadata: `${base}/metadata`,
  }
}

/** The connection that owns an e-mail address's domain, while it is on. One statement, whatever is typed. */
export async function findConnectionOfDomain(
  db: Database | Transaction,
  domain: string,
): Promise<{ id: string; name: string; resetUrl: string | null } | null> {
  const owner = await db.ssoDomain.findFirst({
    where: { domain, provedAt: { not: null }, connection: { enabled: true } },
    select: { connection: { select: { id: true, name: true, resetUrl: true } } },
  })
  return owner?.connection ?? null
}

/** The domain of a name, in the form that `sso_domains` keeps: lower case, ASCII (RFC 5891). */
export function domainOf(username: string): string | null {
  const typed = username.trim().normalize('NFKC').split('@').at(-1) ?? ''
  if (!username.includes('@')) return null
  return asciiDomain(typed)
}

/** Null: it is no domain name. */
export const asciiDomain = (typed: string): string | null =>
  URL.parse(`http://${typed.trim()}`)?.hostname.replace(/\.$/, '') || null
