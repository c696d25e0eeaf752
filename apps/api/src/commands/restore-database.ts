import { type Config, readConfig } from '../config.ts'
import { sealAudit } from '../features/audit/seal-audit.ts'
import { verifyAudit } from '../features/audit/verify-audit.ts'
import { keysFilePath, readKeys } from '../keys-file.ts'
import { systemClock } from '../lib/clock.ts'
import { withClient } from '../lib/connection.ts'
import { openDatabase } from '../lib/database.ts'
import { statementsOn } from '../lib/driver.ts'
import { createKeyring } from '../lib/keyring.ts'
import { type KeyRows, keyRows, missingKeyIds } from '../models/key-rows.ts'
import { addLostJobs } from './backup/add-lost-jobs.ts'
import { withBackup } from './backup/open-backup.ts'
import { restoreInto } from './backup/restore-into.ts'
import { settleRestored } from './backup/settle-restored.ts'
import { openCommandDatabase } from './open-command-deps.ts'
import { shownTime } from './shown-time.ts'

export type RestoreOptions = {
  /** The name of the database whose users may be replaced. */
  readonly replace?: string
  /** Nothing ran on the database after the backup. */
  readonly move?: boolean
}

/** `rekey restore FILE`: all tables as they were, or, after any failure, as they are. */
export async function restoreDatabase(path: string, options: RestoreOptions): Promise<void> {
  const config = readConfig()
  const database = await openCommandDatabase(config)
  try {
    for (const line of await restore(config, database.url, path, options)) console.log(line)
  } finally {
    await database.close()
  }
}

/** @returns what to tell the operator */
export function restore(
  config: Config,
  databaseUrl: string,
  path: string,
  { replace = null, move = false }: { replace?: string | null; move?: boolean },
): Promise<string[]> {
  return withBackup(path, async (backup) => {
    const { version, takenAt } = backup.head
    const settled = { version, takenAt, isMove: move }
    const loaded = await withClient(databaseUrl, (client) =>
      restoreInto(client, backup, replace, () =>
        settleRestored(statementsOn(client), settled, systemClock.now()),
      ),
    )
    await addLostJobs(databaseUrl)
    return [
      `Restored ${loaded.rows} rows of ${loaded.tables} tables, as of ${shownTime(new Date(takenAt))}, from Rekey ${version}.`,
      ...(move ? [] : [whatEnded]),
      await settleKeys(config, databaseUrl),
    ]
  })
}

const whatEnded =
  'Everybody signs in again. Links, codes and mails from before are void, except invitations.'

/** Seals what the restore wrote into the audit log, if all keys are here that the data needs. */
async function settleKeys(config: Config, databaseUrl: string): Promise<string> {
  const { db, pool, close } = openDatabase(databaseUrl, { connections: 2 })
  try {
    const { rows } = await pool.query<KeyRows>(keyRows)
    const keys = await readKeys(config).catch(() => [])
    const missing = missingKeyIds(rows, keys)
    const [first, ...rest] = keys
    if (missing.length > 0 || !first) return describeMissing(config, missing)
    const deps = { db, keys: createKeyring([first, ...rest]), clock: systemClock }
    // A key of the same name can be another one. Then nothing must be sealed with it.
    const { faults } = await verifyAudit(deps)
    if (faults.some(({ kind }) => kind !== 'unsealed')) return keysDiffer
    await sealAudit(deps, { all: true })
    return 'All server keys that the data needs are here, and the audit log is intact.'
  } finally {
    await close()
  }
}

const keysDiffer =
  'The audit log has faults, or these are other server keys of the same names. Run `rekey audit verify` before you start Rekey.'

function describeMissing({ secretKeys, dataDir }: Config, missing: readonly string[]): string {
  const place = secretKeys ? 'SECRET_KEYS' : keysFilePath(dataDir)
  return `Server keys are missing: ${missing.join(', ') || 'all'}. Before you start Rekey, put them into ${place}. What was signed or encrypted with them is lost without them.`
}
