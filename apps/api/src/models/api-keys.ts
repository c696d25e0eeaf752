import { randomBytes } from 'node:crypto'
import { isOffered, type Permission } from '@rekey/contracts/permissions'
import type { Deps } from '../deps.ts'
import { later, minute } from '../lib/clock.ts'
import { type Database, type Sql, sql } from '../lib/database.ts'
import { hashSecret } from './sessions.ts'
import { type SessionUser, sessionUserColumns } from './users.ts'

/** Programs that search files for lost secrets recognize keys by this beginning. */
export const keyPrefix = 'rk_'

const secretBytes = 32
const hintLength = 4

/**
 * Last use is written at most this often, since writing a row in every call would be the slowest
 * step.
 */
const touchEvery = minute

/** A key that may call now, and the user who created it. */
export type LivingApiKey = {
  readonly client: 'api-key'
  /** The key itself acts, not the user who created it; the audit log names it. */
  readonly actorId: string
  readonly user: Omit<SessionUser, 'permissions'>
  /** Those of its scopes that its user holds now. */
  readonly permissions: readonly Permission[]
  /** A program never proves who is using it. */
  readonly authenticatedAt: null
}

/** A new key: the secret, shown once, and what is stored of it. */
export function newSecret() {
  const key = `${keyPrefix}${randomBytes(secretBytes).toString('base64url')}`
  return { key, hint: key.slice(-hintLength), secretHash: hashSecret(key) }
}

/** SQL: whether a row `api_key` isn't deleted and hasn't expired. */
export const isLivingKey = (at: Date): Sql => sql`
  (api_key.deleted_at IS NULL AND (api_key.expires_at IS NULL OR api_key.expires_at > ${at}))`

type Row = SessionUser & {
  readonly keyId: string
  readonly scopes: readonly Permission[]
  readonly lastUsedAt: Date | null
}

/**
 * The key with this secret, if it isn't deleted or expired and its user is active. It is read in
 * every call, so a deleted key is refused at once on every server. Records that it was used.
 */
export async function findLivingApiKey(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  key: string,
): Promise<LivingApiKey | null> {
  const now = clock.now()
  const [row] = await db.$queryRaw<Row[]>`
    SELECT api_key.id AS "keyId", scopes, last_used_at AS "lastUsedAt", ${sessionUserColumns}
    FROM api_keys api_key JOIN users owner ON owner.id = created_by
    WHERE secret_hash = ${hashSecret(key)} AND ${isLivingKey(now)}
      AND status = 'active' AND owner.deleted_at IS NULL`
  if (!row) return null
  await touch(db, row, now)
  const { id, username, displayName, kind, role } = row
  return {
    client: 'api-key',
    actorId: row.keyId,
    user: { id, username, displayName, kind, role },
    permissions: row.scopes.filter(isOffered).filter((scope) => row.permissions.includes(scope)),
    authenticatedAt: null,
  }
}

async function touch(db: Database, { keyId, lastUsedAt }: Row, now: Date) {
  if (lastUsedAt && lastUsedAt > later(now, -touchEvery)) return
  // Of calls at the same time, only the first one writes.
  await db.apiKey.updateMany({ where: { id: keyId, lastUsedAt }, data: { lastUsedAt: now } })
}
