import { migrate } from '../../../../prisma/migrate.ts'
import { readConfig } from '../config.ts'
import { prepareJobs } from '../jobs/queues.ts'
import { systemClock } from '../lib/clock.ts'
import { openDatabase } from '../lib/database.ts'
import { renewNames } from '../models/stored-names.ts'
import { openCommandDatabase } from './open-command-deps.ts'

/** `rekey migrate`: brings the database up to date, as each start of the server does. */
export async function migrateDatabase(): Promise<void> {
  const database = await openCommandDatabase(readConfig())
  try {
    const applied = await migrate(database.url)
    await prepareJobs(database.url)
    const renewed = await renewStoredNames(database.url)
    const done = [
      ...(applied.length > 0 ? [`Applied: ${applied.join(', ')}`] : []),
      ...(renewed > 0 ? [`Updated the stored names of ${renewed} users`] : []),
    ]
    console.log(done.join('. ') || 'The database is up to date')
  } finally {
    await database.close()
  }
}

/** Each time: beside this version, an older one may have written names by its own rule. */
async function renewStoredNames(databaseUrl: string): Promise<number> {
  const { db, close } = openDatabase(databaseUrl, { connections: 1 })
  try {
    return await renewNames(db, systemClock.now())
  } finally {
    await close()
  }
}
