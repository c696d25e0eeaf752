import type { Deps } from '../deps.ts'
import { type Database, sql } from '../lib/database.ts'
import { type Factors, factorsOf } from './factor-proofs.ts'
import { isResetToken, parseToken, type ResetIdentity } from './reset-secrets.ts'
import { livingAt } from './resets.ts'
import { hashSecret } from './sessions.ts'

/** A person at a provider, and the user here whom they claim to be. */
export type SsoLink = {
  readonly identityId: string
  readonly userId: string
  readonly username: string
  readonly connectionId: string
  readonly connectionName: string
  /** Users of the connection's domains must sign in there, and have no password here. */
  readonly isRequired: boolean
}

const linkColumns = sql`
  identity.id AS "identityId", owner.id AS "userId", username,
  connection.id AS "connectionId", connection.name AS "connectionName",
  connection.required AS "isRequired"`

/** Only users who can sign in can be linked: no deactivated users and no device users. */
const linkTables = sql`
  JOIN sso_connections connection ON connection.id = identity.connection_id AND enabled
  JOIN users owner ON owner.id = identity.user_id AND status = 'active' AND deleted_at IS NULL
    AND kind <> 'device'`

/** The link that a browser's cookie is about to make; null: there is none, or it has ended. */
export async function findBrowserLink(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  secret: string | undefined,
): Promise<(SsoLink & { readonly expiresAt: Date }) | null> {
  const [link] = await db.$queryRaw<(SsoLink & { expiresAt: Date })[]>`
    SELECT ${linkColumns}, flow.expires_at AS "expiresAt"
    FROM sso_flows flow
    JOIN sso_identities identity ON identity.id = flow.identity_id AND linked_at IS NULL
    ${linkTables}
    WHERE secret_hash = ${hashSecret(secret ?? '')} AND purpose = 'link'
      AND flow.expires_at > ${clock.now()}`
  return link ?? null
}

/** The link that a mailed link and code would make. */
type MailedLink = SsoLink &
  ResetIdentity & {
    readonly expiresAt: Date | null
    readonly triesLeft: number
    readonly factors: Factors
  }

/**
 * The living one that a token opens. Every other case, including tokens of resets, returns the same
 * null.
 */
export async function findMailedLink(
  { db, keys, clock }: Pick<Deps, 'db' | 'keys' | 'clock'>,
  token: string,
): Promise<MailedLink | null> {
  const parts = parseToken(token)
  const [link] = parts ? await readMailedLink(db, parts.id, clock.now()) : []
  return link && parts && isResetToken(keys, link, parts) ? link : null
}

const readMailedLink = (db: Database, id: string, now: Date) => db.$queryRaw<MailedLink[]>`
  SELECT reset.id, purpose, address, key_id AS "keyId", reset.expires_at AS "expiresAt",
    tries_left AS "triesLeft", ${factorsOf()} AS factors, ${linkColumns}
  FROM resets reset
  JOIN sso_identities identity ON identity.id = reset.identity_id AND linked_at IS NULL
    AND identity.user_id = reset.user_id
  ${linkTables}
  WHERE reset.id = ${id}::uuid AND purpose = 'link' AND ${livingAt(now, sql`reset`)}`
