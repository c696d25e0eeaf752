import type { Pool } from 'pg'
import { pendingMigrations } from '../../../../../prisma/migrate.ts'
import { type Finding, ok, problem, reason, warning } from './finding.ts'

const oldestVersion = 14

export async function checkDatabase(pool: Pool): Promise<Finding> {
  try {
    const { rows } = await pool.query<{ number: string; version: string }>(
      `SELECT current_setting('server_version_num') AS number,
         current_setting('server_version') AS version`,
    )
    const major = Math.floor(Number(rows[0]?.number) / 10_000)
    const found = `PostgreSQL ${rows[0]?.version}`
    return major < oldestVersion
      ? problem('database', `${found} answers; ${oldestVersion} or newer is needed`)
      : ok('database', `${found} answers`)
  } catch (error) {
    return problem('database', reason(error))
  }
}

export async function checkMigrations(databaseUrl: string): Promise<Finding> {
  try {
    const pending = await pendingMigrations(databaseUrl)
    return pending.length === 0
      ? ok('migrations', 'all applied')
      : problem('migrations', `not applied: ${pending.join(', ')}. Run: rekey migrate`)
  } catch (error) {
    return problem('migrations', reason(error))
  }
}

/** Nightly, with two hours to spare. */
const longestPauseHours = 26

export async function checkRetention(pool: Pool): Promise<Finding> {
  try {
    const { rows } = await pool.query<{ hours: number; at: Date }>(
      `SELECT extract(epoch FROM now() - finished_at)::float8 / 3600 AS hours, finished_at AS at
       FROM maintenance_runs WHERE name = 'clean-up'`,
    )
    const [run] = rows
    if (!run) return warning('retention job', 'has not run yet: it runs each night')
    const when = `last ran ${run.at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
    return run.hours > longestPauseHours
      ? problem('retention job', `${when}, over ${longestPauseHours} hours ago. Does a worker run?`)
      : ok('retention job', when)
  } catch (error) {
    return problem('retention job', reason(error))
  }
}
