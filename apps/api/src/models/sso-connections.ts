import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Permission } from '@rekey/contracts/permissions'
import type { Prisma } from '../generated/prisma/client.ts'
import { type Database, type Sql, sql, type Transaction } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'
import type { Powers } from './may-act.ts'

type Common = {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
  /** OIDC: the issuer's URL. SAML: the provider's entity id. */
  readonly issuer: string
  readonly resetUrl: string | null
  /** The claim or attribute that contains the address; null: use the protocol's rule. */
  readonly addressFrom: string | null
}

export type OidcConnection = Common & {
  readonly protocol: 'oidc'
  readonly clientId: string
  /** Null: a public client, or the server key that sealed the secret is gone. */
  readonly clientSecret: string | null
}

export type SamlConnection = Common & {
  readonly protocol: 'saml'
  readonly signInUrl: string
  /** PEM. Any of them is accepted, so that the provider can change certificates. */
  readonly certificates: readonly string[]
  /** True: the whole answer must be signed; false: the assertion; null: either is accepted. */
  readonly signsWhole: boolean | null
}

/** An identity provider with its secret unsealed, for code that talks to it. */
export type SsoConnection = OidcConnection | SamlConnection

export async function findSsoConnection(
  db: Database | Transaction,
  keys: Keyring,
  id: string,
): Promise<SsoConnection | null> {
  const row = await db.ssoConnection.findUnique({ where: { id } })
  if (!row) return null
  const { name, enabled, issuer, resetUrl, addressFrom } = row
  const { clientId, signInUrl, certificates, signsWhole } = row
  const common = { id, name, enabled, issuer, resetUrl, addressFrom }
  if (row.protocol === 'oidc' && clientId !== null) {
    const clientSecret = row.clientSecret && keys.unseal('client-secret', row.clientSecret)
    return { ...common, protocol: 'oidc', clientId, clientSecret }
  }
  if (signInUrl === null) throw new Error(`SSO connection ${id} has no sign-in URL`)
  return { ...common, protocol: 'saml', signInUrl, certificates, signsWhole }
}

/** Our addresses that a provider, and a browser on its way there, must know. */
export const endpointsOf = (publicUrl: string, id: string) => {
  const base = `${publicUrl}/api/v1/sso/${id}`
  return {
    start: `${base}/start`,
    callback: `${base}/callback`,
    acs: `${base}/acs`,
    metadata: `${base}/metadata`,
  }
}

/**
 * Users who sign in through the connection: linked and not set back to a password, or required to.
 */
export const signingInThrough = (connectionId: string) =>
  ({
    deletedAt: null,
    signInMethod: 'sso',
    OR: [
      { identities: { some: { connectionId, linkedAt: { not: null } } } },
      { requiredConnectionId: connectionId },
    ],
  }) satisfies Prisma.UserWhereInput

/**
 * The permissions of the connection's users, each set once, because a person who changes the
 * connection could sign in as any of them. Deactivated users count, since they may come back.
 */
export const findPowersThrough = (tx: Transaction, connectionId: string): Promise<Powers[]> =>
  findPowersOf(
    tx,
    sql`owner.deleted_at IS NULL AND EXISTS (
      SELECT FROM sso_identities
      WHERE user_id = owner.id AND connection_id = ${connectionId}::uuid AND linked_at IS NOT NULL)`,
  )

/** The permissions of users, each set once. @param who a condition on `users owner` */
export async function findPowersOf(tx: Transaction, who: Sql): Promise<Powers[]> {
  const { deviceUser, registered } = builtInRoles
  return tx.$queryRaw<{ permissions: Permission[]; defaultPermissions: Permission[] }[]>`
    SELECT DISTINCT
      ARRAY(
        SELECT DISTINCT permission FROM roles, unnest(permissions) permission
        WHERE roles.id = owner.role_id
          OR roles.id IN (SELECT role_id FROM user_roles WHERE user_id = owner.id)
        ORDER BY permission) AS permissions,
      (SELECT permissions FROM roles WHERE roles.id =
        CASE kind WHEN 'device' THEN ${deviceUser}::uuid ELSE ${registered}::uuid END
      ) AS "defaultPermissions"
    FROM users owner WHERE ${who}`
}

/**
 * Whether the connection is on, and keeps it so until the transaction ends. Call it first in every
 * transaction that signs a user in through the connection. A transaction that switches it off
 * waits, and then ends the new session as well.
 */
export async function isConnectionOn(tx: Transaction, connectionId: string): Promise<boolean> {
  const held = await tx.$queryRaw<object[]>`
    SELECT 1 FROM sso_connections WHERE id = ${connectionId}::uuid AND enabled FOR SHARE`
  return held.length > 0
}

/** Ends the sessions that the connection's users opened by signing in there. @returns how many */
export const endSessionsThrough = (tx: Transaction, connectionId: string): Promise<number> =>
  tx.$executeRaw`
    DELETE FROM sessions WHERE opened_by = 'sso' AND user_id IN (
      SELECT user_id FROM sso_identities
      WHERE connection_id = ${connectionId}::uuid AND linked_at IS NOT NULL)`
