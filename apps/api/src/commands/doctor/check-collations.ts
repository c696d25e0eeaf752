import type { Pool } from 'pg'
import { type Finding, ok, problem, reason } from './finding.ts'

type Changed = { readonly what: string; readonly before: string; readonly now: string }

/**
 * Whether the order of letters is the one with which the indexes were made. It comes from libraries
 * of the operating system, so an upgrade, or a copy of the files to another machine, can change it.
 * An index then misses names that are there.
 */
export async function checkCollations(pool: Pool): Promise<Finding> {
  try {
    const { rows: changed } = await pool.query<Changed>(await statementFor(pool))
    if (changed.length === 0) return ok('sort order', 'as when the indexes were made')
    const { rows } = await pool.query('SELECT quote_ident(current_database()) AS name')
    const versions = changed.map(({ before, now }) => `${before}, now ${now}`).join('; ')
    const commands = changed.map(({ what }) => `ALTER ${what} VERSION;`).join(' ')
    return problem(
      'sort order',
      `The system's order of letters has changed since the indexes were made (${versions}), so users may not be found. Run as the superuser of PostgreSQL: REINDEX DATABASE ${rows[0].name}; ${commands}`,
    )
  } catch (error) {
    return problem('sort order', reason(error))
  }
}

/** PostgreSQL 14 doesn't remember the version of a database's own collation. */
async function statementFor(pool: Pool): Promise<string> {
  const { rows } = await pool.query(
    `SELECT to_regproc('pg_database_collation_actual_version') IS NOT NULL AS "isKept"`,
  )
  return rows[0].isKept ? `${ofNames} UNION ALL ${ofDatabase}` : ofNames
}

const ofNames = `
  SELECT 'COLLATION "und-x-icu" REFRESH' AS what, collversion AS before,
    pg_collation_actual_version(oid) AS now
  FROM pg_collation
  WHERE collname = 'und-x-icu' AND collversion <> pg_collation_actual_version(oid)`

const ofDatabase = `
  SELECT format('DATABASE %I REFRESH COLLATION', datname), datcollversion,
    pg_database_collation_actual_version(oid)
  FROM pg_database
  WHERE datname = current_database()
    AND datcollversion <> pg_database_collation_actual_version(oid)`
