import type { Deps } from '../../deps.ts'
import { recordAudit } from '../../models/audit.ts'
import type { JsonObject } from '../../models/audit-content.ts'
import { recordHashScheme } from '../../models/foreign-hashes.ts'
import type { ImportSource } from './import-columns.ts'
import type { ImportRow, RowFault } from './import-row.ts'
import { openImportSession } from './import-session.ts'
import { createHashJudge } from './judge-hash.ts'
import { mergeBatch } from './merge-batch.ts'
import { type MergeCounts, mergeCountNames, noCounts } from './merge-counts.ts'
import type { Merged } from './merge-users.ts'
import { openNameClaims } from './name-claims.ts'
import type { ImportOptions } from './plan-import.ts'
import { type Batch, inBatches, withoutLate } from './read-batches.ts'

export type ImportDeps = Deps & { readonly databaseUrl: string }

export type ImportCounts = MergeCounts & { rows: number; refused: number }

/** Called during the run: with a fault for each refused row, and with the number of rows done. */
export type ImportReport = {
  fault(fault: RowFault): void
  progress(counts: ImportCounts): void
}

/**
 * `rekey users import`: merges a file of any length into the users. A faulty row is left out alone.
 * One audit event records the run, even if it was aborted.
 * @throws ImportFileError, and the database's error if it is unavailable
 */
export async function importUsers(
  deps: ImportDeps,
  source: ImportSource,
  options: ImportOptions,
  report: ImportReport,
): Promise<ImportCounts> {
  const run = startRun(report)
  const claims = await openNameClaims(deps.databaseUrl)
  const session = openImportSession(deps.databaseUrl)
  let outcome = 'broken-off'
  try {
    const batches = inBatches(source.records, await openJudge(deps, options), run.refuse)
    const merging = { ...deps, db: session.db, copy: session.copy }
    await mergeBatches(withoutLate(batches, claims, source.unit, run.refuse), run, (rows) =>
      mergeBatch(merging, rows, options),
    )
    outcome = 'completed'
  } finally {
    const recorded = options.dryRun ? null : recordRun(deps, { ...run.counts, outcome })
    await Promise.all([recorded, claims.close(), session.close()])
  }
  return run.counts
}

type Run = {
  readonly counts: ImportCounts
  refuse(fault: RowFault): void
  finish(merged: Merged, taken: number): void
}

function startRun(report: ImportReport): Run {
  const counts = { rows: 0, refused: 0, ...noCounts }
  const refuse = (fault: RowFault) => {
    counts.refused += 1
    report.fault(fault)
  }
  return {
    counts,
    refuse,
    finish(merged, taken) {
      for (const name of mergeCountNames) counts[name] += merged.counts[name]
      merged.faults.forEach(refuse)
      counts.rows += taken
      report.progress(counts)
    },
  }
}

/** Merges one batch while the next one is read. */
async function mergeBatches(
  batches: AsyncIterable<Batch>,
  run: Run,
  merge: (rows: readonly ImportRow[]) => Promise<Merged>,
): Promise<void> {
  let merging = Promise.resolve()
  try {
    for await (const { rows, taken } of batches) {
      await merging
      merging = merge(rows).then((merged) => run.finish(merged, taken))
      // Awaited later; until then a failure must not count as an unhandled rejection.
      merging.catch(() => {})
    }
    await merging
  } finally {
    await merging.catch(() => {})
  }
}

async function openJudge({ db, clock, hasher }: ImportDeps, { dryRun }: ImportOptions) {
  const roles = await db.role.findMany({ select: { id: true, name: true } })
  const judgeHash = createHashJudge(hasher, async (label, milliseconds) => {
    if (!dryRun) await recordHashScheme(db, { label, milliseconds, at: clock.now() })
  })
  return { roles: new Map(roles.map(({ id, name }) => [name, id])), judgeHash }
}

async function recordRun({ db, clock }: ImportDeps, details: JsonObject): Promise<void> {
  await db.$transaction((tx) =>
    recordAudit(tx, { action: 'users.imported', at: clock.now(), details }),
  )
}
