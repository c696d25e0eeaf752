import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { homeFor, removeOldDrafts } from './create-cluster.ts'
import { clusterFolder, findDatabaseRecord } from './database-record.ts'
import { stopPostmaster } from './postmaster.ts'

/**
 * Stops the database of this DATA_DIR and deletes both, for good. For tests' throw-away folders.
 */
export async function removeEmbeddedDatabase(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return
  const record = await findDatabaseRecord(dataDir)
  const home = record?.home ?? (await homeFor(dataDir))
  await stopPostmaster(clusterFolder({ home }))
  await rm(home, { recursive: true, force: true })
  await removeOldDrafts(home)
  await rm(dataDir, { recursive: true, force: true })
}
