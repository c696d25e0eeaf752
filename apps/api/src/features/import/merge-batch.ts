import type { ImportRow } from './import-row.ts'
import { mergeCountNames, noCounts } from './merge-counts.ts'
import { LastAdministratorError, type MergeDeps, type Merged, mergeUsers } from './merge-users.ts'
import type { ImportOptions } from './plan-import.ts'

/** A batch waits only for locks and the disk, never for a person. */
const patience = { maxWait: 30_000, timeout: 120_000 }

/**
 * Merges rows in one transaction. If it fails, each half is tried again, so that in the end a bad
 * row keeps no other row out.
 */
export async function mergeBatch(
  deps: MergeDeps,
  rows: readonly ImportRow[],
  options: ImportOptions,
): Promise<Merged> {
  const [first] = rows
  if (!first) return { counts: noCounts, faults: [] }
  try {
    return await mergeInTransaction(deps, rows, options)
  } catch (error) {
    // Throws, and so ends the run, if the fault lies with the database and not with the row.
    await deps.db.$queryRaw`SELECT 1`
    return rows.length === 1
      ? { counts: noCounts, faults: [{ line: first.line, fault: reasonOf(error) }] }
      : mergeHalves(deps, rows, options)
  }
}

async function mergeHalves(
  deps: MergeDeps,
  rows: readonly ImportRow[],
  options: ImportOptions,
): Promise<Merged> {
  const middle = Math.ceil(rows.length / 2)
  const one = await mergeBatch(deps, rows.slice(0, middle), options)
  const other = await mergeBatch(deps, rows.slice(middle), options)
  const counts = { ...one.counts }
  for (const name of mergeCountNames) counts[name] += other.counts[name]
  return { counts, faults: [...one.faults, ...other.faults] }
}

async function mergeInTransaction(
  deps: MergeDeps,
  rows: readonly ImportRow[],
  options: ImportOptions,
): Promise<Merged> {
  let merged: Merged | null = null
  try {
    return await deps.db.$transaction(async (tx) => {
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
