import type { Pool } from 'pg'
import { type Finding, ok, reason, unknown } from './finding.ts'

type Row = { label: string; users: number; milliseconds: number | null }

/** The hashes that import brought and nobody has replaced yet: all password checks pay for them. */
export async function checkImportedHashes(pool: Pool): Promise<Finding> {
  try {
    const { rows } = await pool.query<Row>(
      `SELECT foreign_scheme AS label, count(*)::int AS users, max(milliseconds) AS milliseconds
       FROM users LEFT JOIN hash_schemes ON label = foreign_scheme
       WHERE foreign_scheme IS NOT NULL GROUP BY foreign_scheme ORDER BY foreign_scheme`,
    )
    if (rows.length === 0) return ok('imported hashes', 'none')
    const schemes = rows.map(
      ({ label, users, milliseconds }) =>
        `${users} × ${label} (${Math.round(milliseconds ?? 0)} ms)`,
    )
    return ok(
      'imported hashes',
      `${schemes.join(', ')}; each sign-in computes the slowest of each kind`,
    )
  } catch (error) {
    return unknown('imported hashes', reason(error))
  }
}
