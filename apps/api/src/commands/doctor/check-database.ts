import type { Pool } from 'pg'
import {
  pendingMigrations,
  readMigrations,
  refuseNewerDatabase,
} from '../../../../../prisma/migrate.ts'
import { findServerFault } from '../../start/require-usable-database.ts'
import { shownTime } from '../shown-time.ts'
import { type Finding, ok, problem, reason, warning } from './finding.ts'

export async function checkDatabase(pool: Pool): Promise<Finding> {
  try {
    const { version, fault } = await findServerFault((statement) => pool.query(statement))
    return fault ? problem('database', fault) : ok('database', `${version} answers`)
  } catch (error) {
    return problem('database', reason(error))
  }
}

export async function checkMigrations(databaseUrl: string): Promise<Finding> {
  try {
    await refuseNewerDatabase(databaseUrl)
    const [pending, all] = await Promise.all([pendingMigrations(databaseUrl), readMigrations()])
    if (pending.length === 0) return ok('migrations', 'all applied')
    const missing =
      pending.length === all.length ? 'the database is empty' : `not applied: ${pending.join(', ')}`
    return problem('migrations', `${missing}. Start Rekey, or run: rekey migrate`)
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
    if (!run) return warning('retention job', 'has not run yet; it runs every night')
    const when = `last ran ${shownTime(run.at)}`
    return run.hours > longestPauseHours
      ? problem(
          'retention job',
          `${when}, over ${longestPauseHours} hours ago. Is a worker running?`,
        )
      : ok('retention job', when)
  } catch (error) {
    return problem('retention job', reason(error))
  }
}
