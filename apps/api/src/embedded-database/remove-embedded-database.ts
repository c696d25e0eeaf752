import { rm } from 'node:fs/promises'
import { clusterFolder, findDatabaseRecord } from './database-record.ts'
import { stopPostmaster } from './postmaster.ts'

/** Stops the database of this DATA_DIR and deletes both, for good. For tests' throw-away folders. */
export async function removeEmbeddedDatabase(dataDir: string): Promise<void> {
  const record = await findDatabaseRecord(dataDir)
  if (record) {
    await stopPostmaster(clusterFolder(record))
    await rm(record.home, { recursive: true, force: true })
  }
  await rm(dataDir, { recursive: true, force: true })
}
