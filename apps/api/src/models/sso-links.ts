import type { Deps } from '../deps.ts'
import { type Database, sql } from '../lib/database.ts'
import { isResetToken, parseToken, type ResetIdentity } from './reset-secrets.ts'
import { livingAt } from './resets.ts'
import { hashSecret } from './sessions.ts'

/** Somebody at a provider, and the user here whom they say to be. */
export type SsoLink = {
  readonly identityId: string
  readonly userId: string
  readonly username: string
  readonly connectionId: string
  readonly connectionName: string
  /** Users of its domains must sign in there, and have no password here. */
  readonly isRequired: boolean
}

const linkColumns = sql`
  identity.id AS "identityId", owner.id AS "userId", username,
  connection.id AS "connectionId", connection.name AS "connectionName",
  connection.required AS "isRequired"`

/** Whoever can't sign in can't be linked: not deactivated ones, and no device user. */
const linkTables = sql`
  JOIN sso_connections connection ON connection.id = identity.connection_id AND enabled
  JOIN users owner ON owner.id = identity.user_id AND status = 'active' AND deleted_at IS NULL
    AND kind <> 'device'`

/** What a browser is about to link, by its cookie; null: nothing, or nothing any more. */
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

/** What link and code from a mail would link. */
export type MailedLink = SsoLink &
  ResetIdentity & { readonly expiresAt: Date | null; readonly triesLeft: number }

/** The living one that a token opens. One null for every other case, and for tokens of resets. */
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
    tries_left AS "triesLeft", ${linkColumns}
  FROM resets reset
  JOIN sso_identities identity ON identity.id = reset.identity_id AND linked_at IS NULL
    AND identity.user_id = reset.user_id
  ${linkTables}
  WHERE reset.id = ${id}::uuid AND purpose = 'link' AND ${livingAt(now, sql`reset`)}`
