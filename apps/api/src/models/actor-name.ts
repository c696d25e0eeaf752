import { sql } from '../lib/database.ts'

/**
 * SQL: the present name of who did it, from `actor_id`. An API key keeps its name after it was
 * deleted; a deleted user has none.
 */
export const actorName = sql`(
  SELECT display_name FROM users WHERE id = actor_id AND deleted_at IS NULL
  UNION ALL SELECT name FROM api_keys WHERE id = actor_id)`
