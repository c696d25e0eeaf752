import { type Database, type Sql, sql } from '../lib/database.ts'

/** An identity provider as administrators are told of it. */
export type SignsInWith = {
  readonly id: string
  readonly name: string
  /** Where its passwords are reset; null: not known. */
  readonly resetUrl: string | null
}

/**
 * Where a user signs in, as an expression of a row of `users`; null: here. Linked with several, the
 * one that is on and was linked last; linked with none yet, the one that the domain requires.
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
