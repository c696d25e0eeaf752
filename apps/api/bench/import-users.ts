import { createReadStream } from 'node:fs'
import type { ImportDeps } from '../src/features/import/import-users.ts'
import { importUsers } from '../src/features/import/import-users.ts'
import { readCsv } from '../src/features/import/read-csv.ts'

export type ImportFigures = {
  readonly rows: number
  readonly refused: number
  readonly rowsPerSecond: number
  readonly peakMegabytes: number
}

/**
 * Figures of one import. The peak is that of this process since its start, so sizes compare only
 * across processes.
 */
export async function benchImport(deps: ImportDeps, path: string): Promise<ImportFigures> {
  const source = { unit: 'line' as const, records: readCsv(createReadStream(path)) }
  const options = { dryRun: false, invite: false, roles: false, replacePasswords: false }
  const quiet = { fault: () => {}, progress: () => {} }
  const start = performance.now()
  const { rows, refused } = await importUsers(deps, source, options, quiet)
  const seconds = (performance.now() - start) / 1_000
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024)
  return { rows, refused, rowsPerSecond: Math.round(rows / seconds), peakMegabytes }
}
