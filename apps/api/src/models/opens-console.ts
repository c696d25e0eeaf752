import { type Sql, sql } from '../lib/database.ts'

/**
 * SQL: whether a user holds `console.access`, for a row of `users`. It is never true of a device
 * user, whatever their role, because they sign in only in their app.
 */
export const opensConsole = (owner: Sql): Sql => sql`
  (${owner}.kind <> 'device' AND EXISTS (
    SELECT 1 FROM roles WHERE 'console.access' = ANY(permissions) AND (
      roles.id = ${owner}.role_id
      OR roles.id IN (SELECT role_id FROM user_roles WHERE user_id = ${owner}.id))))`
