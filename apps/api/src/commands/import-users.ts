import { importUsers as importInto } from '../features/import/import-users.ts'
import type { ImportOptions } from '../features/import/plan-import.ts'
import { readCsv } from '../features/import/read-csv.ts'
import { readJson } from '../features/import/read-json.ts'
import { boundMemory } from './bound-memory.ts'
import { type CommandDeps, withSealedCommandDeps } from './open-command-deps.ts'
import { type ImportFile, openImportFile } from './open-import-file.ts'
import { createImportProgress } from './show-import-progress.ts'

/**
 * `rekey users import`: prints faults to standard error and the counts to standard output. Any
 * fault makes the exit code 1.
 */
export async function importUsers(path: string, given: Partial<ImportOptions>): Promise<void> {
  const options = { dryRun: false, invite: false, roles: false, replacePasswords: false, ...given }
  boundMemory()
  const file = await openImportFile(path)
  const refused = await withSealedCommandDeps((deps) => runImport(deps, file, options))
  if (refused > 0) process.exitCode = 1
}

async function runImport(
  deps: CommandDeps,
  file: ImportFile,
  options: ImportOptions,
): Promise<number> {
  const source =
    file.format === 'json'
      ? { unit: 'item' as const, records: readJson(file.input) }
      : { unit: 'line' as const, records: readCsv(file.input) }
  const progress = createImportProgress(file, source.unit)
  const interrupt = () => file.input.destroy(new Error('Interrupted'))
  process.once('SIGINT', interrupt)
  try {
    const counts = await importInto(deps, source, options, progress)
    progress.finish(counts, options)
    return counts.refused
  } finally {
    progress.stop()
    process.off('SIGINT', interrupt)
  }
}
