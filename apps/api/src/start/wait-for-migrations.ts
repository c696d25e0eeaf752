import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { pendingMigrations } from '../../../../prisma/migrate.ts'
import { second } from '../lib/clock.ts'

/**
 * A worker may start before the server that migrates: at the first start of an installation, and at
 * an upgrade. Its statements would fail, or meet tables of the version before.
 */
export async function waitForMigrations(
  databaseUrl: string,
  log: Pick<Logger, 'warn'>,
  lookEveryMs = 2 * second,
): Promise<void> {
  let isTold = false
  while ((await pendingMigrations(databaseUrl)).length > 0) {
    if (!isTold) log.warn('The worker waits until a server has migrated the database')
    isTold = true
    await delay(lookEveryMs)
  }
}
