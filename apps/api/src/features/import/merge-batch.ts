import type { Deps } from '../../deps.ts'
import type { ImportRow } from './import-row.ts'
import {
  LastAdministratorError,
  type Merged,
  mergeCountNames,
  mergeUsers,
  noCounts,
} from './merge-users.ts'
import type { ImportOptions } from './plan-import.ts'

/** A batch waits only for locks and the disk, never for a person. */
const patience = { maxWait: 30_000, timeout: 120_000 }

/**
 * Merges rows in one transaction. If it fails, it is repeated row by row, so that a bad row doesn't
 * keep others out.
 */
export async function mergeBatch(
  deps: Deps,
  rows: readonly ImportRow[],
  options: ImportOptions,
): Promise<Merged> {
  if (rows.length === 0) return { counts: noCounts, faults: [] }
  try {
    return await mergeInTransaction(deps, rows, options)
  } catch (error) {
    // Throws, and so ends the run, if the fault lies with the database and not with the row.
    await deps.db.$queryRaw`SELECT 1`
    const [only] = rows
    if (only && rows.length === 1) {
      return { counts: noCounts, faults: [{ line: only.line, fault: reasonOf(error) }] }
    }
    return mergeOneByOne(deps, rows, options)
  }
}

async function mergeOneByOne(deps: Deps, rows: readonly ImportRow[], options: ImportOptions) {
  const counts = { ...noCounts }
  const faults: Merged['faults'][number][] = []
  for (const row of rows) {
    const merged = await mergeBatch(deps, [row], options)
    for (const name of mergeCountNames) counts[name] += merged.counts[name]
    faults.push(...merged.faults)
  }
  return { counts, faults }
}

async function mergeInTransaction(deps: Deps, rows: readonly ImportRow[], options: ImportOptions) {
  let merged: Merged | null = null
  try {
    return await deps.db.$transaction(async (tx) => {
      // A table that grows this fast has no statistics yet, so each batch would read all of it.
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`
      merged = await mergeUsers(tx, deps, rows, options)
      if (options.dryRun) throw new DryRun()
      return merged
    }, patience)
  } catch (error) {
    if (error instanceof DryRun && merged) return merged
    throw error
  }
}

/** Rolls back everything that a dry run has tried. */
class DryRun extends Error {}

function reasonOf(error: unknown): string {
  if (error instanceof LastAdministratorError) return error.message
  const words = error instanceof Error ? error.message : String(error)
  return `was refused by the database: ${words.trim().split('\n').at(-1) ?? ''}`
}
