import { migrate } from '../../../../prisma/migrate.ts'
import { readConfig } from '../config.ts'
import { prepareJobs } from '../jobs/jobs.ts'
import { openCommandDatabase } from './open-command-deps.ts'

/** `rekey migrate`: brings the database up to date, as each start of the server does. */
export async function migrateDatabase(): Promise<void> {
  const database = await openCommandDatabase(readConfig())
  try {
    const applied = await migrate(database.url)
    await prepareJobs(database.url)
    console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'Nothing to do: up to date')
  } finally {
    await database.close()
  }
}
