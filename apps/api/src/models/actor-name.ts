import { type Sql, sql } from '../lib/database.ts'

const nameWith = (ofKey: Sql): Sql => sql`(
  SELECT display_name FROM users WHERE id = actor_id AND deleted_at IS NULL
  UNION ALL SELECT ${ofKey} FROM api_keys WHERE id = actor_id)`

/**
 * SQL: the present name of who did it, from `actor_id`. An API key keeps its name after it was
 * deleted; a deleted user has none.
 */
export const actorName = nameWith(sql`name`)

/** SQL: the same for people to read. A key could have the name of a person, so it says `API key`. */
export const actorInWords = nameWith(sql`'API key ' || name`)
