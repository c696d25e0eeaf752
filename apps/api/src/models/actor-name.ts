import type { Actor, AuditEvent } from '@rekey/contracts/audit'
import { deletedName } from '@rekey/contracts/deleted-name'
import { type Sql, sql } from '../lib/database.ts'

const nameWith = (ofKey: Sql): Sql => sql`(
  SELECT display_name FROM users WHERE id = actor_id AND deleted_at IS NULL
  UNION ALL SELECT ${ofKey} FROM api_keys WHERE id = actor_id)`

/**
 * SQL: the present name of who did it, from `actor_id`. An API key keeps its name after it was
 * deleted; a deleted user has none.
 */
export const actorName = nameWith(sql`name`)

/**
 * SQL: the same for people to read. A key could have the name of a person, so it says `API key`.
 */
export const actorInWords = nameWith(sql`'API key ' || name`)

/** SQL: whether `actor_id` is an API key. */
export const actorIsKey = sql`EXISTS (SELECT FROM api_keys WHERE id = actor_id)`

/**
 * The actor of a row with `actorName` and `actorIsKey`; null: Rekey itself, or nobody signed in.
 */
export const toActor = (id: string | null, name: string | null, isKey: boolean): Actor | null => {
  const actor = toPerson(id, name)
  return actor && { ...actor, type: isKey ? ('api-key' as const) : ('user' as const) }
}

/** A person with their present name; a deleted one has a name made of the id. */
export const toPerson = (id: string | null, name: string | null): AuditEvent['user'] =>
  id === null ? null : { id, displayName: name ?? deletedName(id), deleted: name === null }
