import type { Kind } from '@rekey/contracts/fields'
import { type Sql, sql } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'
import type { FactorSettings } from './factor-rules.ts'
import { opensConsole } from './opens-console.ts'

/** Conditions on `users` about their second factors. */

const withFactor = sql`
  users.id IN (SELECT user_id FROM second_factors WHERE confirmed_at IS NOT NULL)`

/**
 * People who sign in here are asked: with a password, or with a console password beside an identity
 * provider.
 */
export const factorStates = (settings: FactorSettings) => ({
  some: withFactor,
  none: sql`NOT ${withFactor}`,
  due: sql`(status = 'active' AND NOT ${withFactor} AND ${mustHaveFactor(settings)}
    AND (sign_in_method = 'password' OR password_hash IS NOT NULL))`,
})

/** SQL: which of `users` must have a second factor, at once or after the days of grace. */
function mustHaveFactor({ secondFactor, secondFactorForConsole }: FactorSettings): Sql {
  const kinds = (Object.keys(secondFactor) as Kind[]).filter(
    (kind) => secondFactor[kind] === 'required',
  )
  const isForConsole = secondFactorForConsole === 'required'
  return sql`(kind = ANY(${kinds}::text[]) OR (${isForConsole} AND ${opensConsole(sql`users`)}))`
}

/** How many users must have a second factor and have none. */
export async function countDueUsers(tx: Statements, settings: FactorSettings): Promise<number> {
  const [due] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM users
    WHERE deleted_at IS NULL AND ${factorStates(settings).due}`
  return due?.count ?? 0
}
