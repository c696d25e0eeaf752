import { type Sql, sql } from '../lib/database.ts'

/**
 * Whether a user holds `console.access`, as an expression of a row of `users`. Never a device user,
 * whatever the role: they sign in in their app alone.
 */
export const opensConsole = (owner: Sql): Sql => sql`
  (${owner}.kind <> 'device' AND EXISTS (
    SELECT 1 FROM roles WHERE 'console.access' = ANY(permissions) AND (
      roles.id = ${owner}.role_id
      OR roles.id IN (SELECT role_id FROM user_roles WHERE user_id = ${owner}.id))))`
