import type { ApiKey } from '@rekey/contracts/api-keys'
import { isOffered, type Permission } from '@rekey/contracts/permissions'
import { type Database, type Sql, sql, type Transaction } from '../../lib/database.ts'
import type { Keyset, Moment } from '../../lib/keyset.ts'
import { heldPermissions } from '../../models/users.ts'

type Row = Omit<ApiKey, 'lapsedScopes' | 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'scopes'> & {
  readonly scopes: readonly Permission[]
  readonly held: readonly Permission[]
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
}

/** Newest first, or backwards from a place; one more than the limit. */
export function findApiKeyPage(db: Database, { limit, from }: Keyset<Moment>): Promise<ApiKey[]> {
  const isBack = from?.direction === 'before'
  const start = from && sql`(${from.position.at}::timestamptz, ${from.position.id}::uuid)`
  const place = sql`(api_key.created_at, api_key.id)`
  const beyond = !start ? sql`true` : isBack ? sql`${place} > ${start}` : sql`${place} < ${start}`
  const order = isBack ? sql`ASC` : sql`DESC`
  return find(
    db,
    sql`${beyond} ORDER BY api_key.created_at ${order}, api_key.id ${order} LIMIT ${limit + 1}`,
  )
}

/** Null: there is no such key, or it was deleted. */
export async function findApiKey(db: Database | Transaction, id: string): Promise<ApiKey | null> {
  const [key] = await find(db, sql`api_key.id = ${id}::uuid`)
  return key ?? null
}

async function find(db: Database | Transaction, which: Sql): Promise<ApiKey[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT api_key.id, api_key.name, scopes, hint, api_key.created_at AS "createdAt",
      expires_at AS "expiresAt", last_used_at AS "lastUsedAt",
      json_build_object(
        'id', owner.id, 'displayName', display_name,
        'status', CASE WHEN owner.deleted_at IS NULL THEN status ELSE 'deleted' END
      ) AS "createdBy",
      ${heldPermissions} AS held
    FROM api_keys api_key JOIN users owner ON owner.id = created_by
    WHERE api_key.deleted_at IS NULL AND ${which}`
  return rows.map(shown)
}

function shown({ held, scopes, createdAt, expiresAt, lastUsedAt, ...row }: Row): ApiKey {
  const offered = scopes.filter(isOffered)
  return {
    ...row,
    scopes: offered,
    lapsedScopes: offered.filter((scope) => !held.includes(scope)),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }
}
