import { type Database, type Sql, sql } from '../lib/database.ts'

/** An identity provider as administrators see it. */
export type SignsInWith = {
  readonly id: string
  readonly name: string
  /** Where the provider's passwords are reset; null: unknown. */
  readonly resetUrl: string | null
}

/**
 * SQL: where a user signs in, for a row of `users`; null: here. With several linked providers, it
 * is the enabled one that was linked last. With none, it is the one that the domain requires.
 */
export const signsInWith = (owner: Sql): Sql => sql`
  (SELECT json_build_object(
      'id', connection.id, 'name', connection.name, 'resetUrl', connection.reset_url)
    FROM sso_connections connection
    LEFT JOIN sso_identities identity ON identity.connection_id = connection.id
      AND identity.user_id = ${owner}.id AND identity.linked_at IS NOT NULL
    WHERE ${owner}.sign_in_method = 'sso'
      AND (identity.id IS NOT NULL OR connection.id = ${owner}.required_connection_id)
    ORDER BY identity.id IS NOT NULL DESC, connection.enabled DESC, identity.linked_at DESC
    LIMIT 1)`

/** Null: the user signs in here. */
export async function findSignsInWith(db: Database, userId: string): Promise<SignsInWith | null> {
  const rows = await db.$queryRaw<{ signsInWith: SignsInWith | null }[]>`
    SELECT ${signsInWith(sql`users`)} AS "signsInWith" FROM users WHERE id = ${userId}::uuid`
  return rows[0]?.signsInWith ?? null
}
